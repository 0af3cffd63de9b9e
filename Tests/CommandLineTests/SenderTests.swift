import Foundation
import Glibc
import SystemTestSupport
import Testing

/// Files in a sender's own folder of the inbox.
struct SenderTests {
  private static let batches = "ref,sku,qty,eta\nB1,LAMP,10,\n"
  private static let configuration = "version = 1\n[[sender]]\nname = \"acme\"\n"

  private func lend(_ body: (Root) throws -> Void) throws {
    try Root.lend { root in
      try root.configure(Self.configuration)
      try root.makeFolder("inbox/acme")
      try body(root)
    }
  }

  @Test func `a sender's file is distinguished from others of its name everywhere`() throws {
    try lend { root in
      try root.drop(Self.batches, as: "batches.csv")
      try root.drop("orderid,sku,qty\nO-1,LAMP,1\nO-2,LAMP,x\n", as: "orders.csv")
      try root.drop("orderid,sku,qty\nO-3,LAMP,2\nO-4,LAMP,y\n", as: "acme/orders.csv")
      #expect(try root.night(1).code == 1)
      #expect(try root.names("inbox") == [".processing", "acme", "results"])
      #expect(try root.names("inbox/acme") == ["results"])
      let notes = ["orders.\(Root.run(1)).csv", "orders.csv.\(Root.run(1)).txt"]
      for folder in ["inbox/results", "inbox/acme/results"] {
        #expect(try root.names(folder) == notes)
      }
      let note = try root.text("inbox/acme/results/orders.csv.\(Root.run(1)).txt")
      #expect(note.contains("qty 'y' is not a whole number") && !note.contains("'x'"))
      #expect(try root.names("archive/2026-11-23") == ["acme", "batches.csv", "orders.csv"])
      #expect(try root.names("archive/2026-11-23/acme") == ["orders.csv"])
      #expect(try root.names("rejects") == ["acme", "orders.\(Root.run(1)).csv"])
      #expect(try root.names("rejects/acme") == ["orders.\(Root.run(1)).csv"])
      #expect(
        try root.text("reports/latest/files.csv").split(separator: "\n").map {
          $0.split(separator: ",", omittingEmptySubsequences: false).prefix(3).joined(
            separator: ","
          )
        } == [
          "file,sender,kind", "batches.csv,,batches", "orders.csv,,orders",
          "orders.csv,acme,orders",
        ]
      )
      #expect(
        try root.text("reports/latest/rejects.csv").split(separator: "\n").map {
          $0.split(separator: ",").prefix(2).joined(separator: ",")
        } == ["file,line", "acme/orders.csv,3", "orders.csv,3"]
      )
      #expect(try root.allot("doctor", "--read-archive").code == 0)
    }
  }

  @Test func `a sender's file grows, and its corrected rows return, independently of others`()
    throws
  {
    try lend { root in
      try root.drop(Self.batches, as: "acme/batches.csv")
      try root.drop("orderid,sku,qty\nO-1,LAMP,1\nO-2,LAMP,x\n", as: "acme/orders.csv")
      #expect(try root.night(1).code == 1)
      let rejects = try root.text("rejects/acme/orders.\(Root.run(1)).csv")
      try root.drop(
        rejects.replacingOccurrences(of: "O-2,LAMP,x", with: "O-2,LAMP,2"),
        as: "acme/orders.\(Root.run(1)).csv"
      )
      try root.drop(
        "orderid,sku,qty\nO-1,LAMP,1\nO-2,LAMP,x\nO-3,LAMP,3\n",
        as: "orders.csv"
      )
      try root.drop(
        "orderid,sku,qty\nO-1,LAMP,1\nO-2,LAMP,x\nO-3,LAMP,3\n",
        as: "acme/orders.csv"
      )
      #expect(try root.night(2, "--again").code == 1)
      #expect(
        try root.text("reports/latest/files.csv").split(separator: "\n").dropFirst().map {
          let cells = $0.split(separator: ",", omittingEmptySubsequences: false)
          return [cells[0], cells[1], cells[4], cells[6], cells[7], cells[9]].joined(separator: ",")
        } == [
          // A file of the same name without a sender continues no other file.
          "orders.csv,,imported,1,1,1",
          "orders.csv,acme,grown,0,3,0",
          "orders.\(Root.run(1)).csv,acme,imported,1,0,0",
        ]
      )
    }
  }

  @Test func `an unreadable file is moved to its sender's folder in failed`() throws {
    try lend { root in
      try root.drop("nothing of use\n", as: "acme/orders.csv")
      try root.drop("{}", as: "acme/notes.txt")
      #expect(try root.night(1).code == 1)
      #expect(try root.names("failed") == ["acme"])
      #expect(try root.names("failed/acme") == ["orders.csv", "orders.csv.reason.txt"])
      #expect(try root.text("reports/latest/files.csv").contains("acme/notes.txt,,,,ignored"))
    }
  }

  @Test func `an unknown sender's folder and a link in place of one are left alone`()
    throws
  {
    try lend { root in
      try root.makeFolder("inbox/other")
      try root.drop(Self.batches, as: "other/batches.csv")
      try FileManager.default.removeItem(atPath: root.path + "/inbox/acme")
      try FileManager.default.createSymbolicLink(
        atPath: root.path + "/inbox/acme",
        withDestinationPath: "other"
      )
      let ended = try root.night(1)
      #expect(ended.code == 0, "\(ended)")
      #expect(try root.names("inbox/other") == ["batches.csv"])
    }
  }

  /// Makes a night die at a step.
  private func kill(_ root: Root, at step: String) throws {
    let died = try Running(
      [Program.path, "run", "--root", root.path] + Root.at(1),
      environment: ["ALLOT_CRASH_AT": step]
    )
    _ = try died.wait(expectingSignal: SIGKILL)
  }

  @Test(.enabled(if: Program.isDebugBuild, "SKIPPED: a release build knows no crash points"))
  func `a killed run is finished with the senders it began with`() throws {
    try lend { root in
      try root.drop(Self.batches, as: "acme/batches.csv")
      try kill(root, at: "runBegun:1")
      try root.configure("version = 1\n")
      let ended = try root.night(2)
      #expect(ended.code == 0, "\(ended)")
      #expect(try root.names("archive/2026-11-23/acme") == ["batches.csv"])
    }
  }

  @Test(.enabled(if: Program.isDebugBuild, "SKIPPED: a release build knows no crash points"))
  func `files that a killed run claimed and the ledger lost go back to the sender`() throws {
    try lend { root in
      try root.drop(Self.batches, as: "acme/batches.csv")
      try kill(root, at: "fileClaimed:1")
      #expect(try root.names("inbox/.processing/1/acme") == ["batches.csv"])
      for name in try root.names("") where name.hasPrefix("allot.sqlite") {
        try FileManager.default.removeItem(atPath: root.path + "/" + name)
      }
      #expect(try root.night(2).code == 0)
      #expect(try root.names("archive/2026-11-24/acme") == ["batches.csv"])
    }
  }

  @Test func `a named file can be imported as a sender's`() throws {
    try lend { root in
      let file = root.path + "/batches.csv"
      try Self.batches.write(toFile: file, atomically: true, encoding: .utf8)
      let wrong = try root.allot("import", file, "--sender", "acne")
      #expect(wrong.code == 64 && wrong.errors.contains("did you mean 'acme'?"), "\(wrong)")
      let ended = try root.allot(
        "import",
        file,
        "--sender",
        "acme",
        "--now",
        "2026-11-23T02:00:00Z"
      )
      #expect(ended.code == 0, "\(ended)")
      #expect(try root.names("archive/2026-11-23/acme") == ["batches.csv"])
    }
  }
}

extension Root {
  /// Creates a folder and its parents.
  func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(
      at: folder.appending(path: path),
      withIntermediateDirectories: true
    )
  }
}
