import FileSystem
import Foundation
import Glibc
import SystemPackage
import SystemTestSupport
import Testing

/// The possible entries of an inbox.
struct InboxTests {
  private static let hostileNames: [[UInt8]] = [
    Array("orders\nERROR all is lost.csv".utf8), Array("orders\u{1B}]0;mine\u{07}.csv".utf8),
    Array("orders".utf8) + [0xFF, 0xFE] + Array(".csv".utf8), Array("orders\u{202E}vsc.csv".utf8),
    Array(("orders" + String(repeating: "x", count: 240) + ".csv").utf8),
    Array(("orders" + String(repeating: "é", count: 120) + ".CSV").utf8),
    Array("orders=cmd|' C'!A0.csv".utf8), Array("orders%s%n'; DROP TABLE runs;--.csv".utf8),
  ]

  @Test(arguments: hostileNames)
  func `a hostile name is imported, kept, and shown without harm`(name: [UInt8]) throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-9,LAMP,1\nO-8,LAMP,x\nO-7,SOFA,1\n", asBytes: name)
      let ended = try root.night(2)
      #expect(ended.code == 1, "\(ended)")
      let told = [
        ended, try root.allot("history"), try root.allot("rejects"), try root.night(3, "--quiet"),
      ]
      for ended in told {
        #expect(!(ended.output + ended.errors).actsOnATerminal)
        #expect(!ended.output.contains("\nERROR"))
      }
      for (report, text) in try root.reports(Root.run(2)) {
        #expect(!text.actsOnATerminal, "\(report)")
      }
      #expect(try root.text("reports/\(Root.run(2))/allocations.csv").contains("O-9,LAMP,1,B1"))
      let kept = try FilePath(root.path + "/archive/2026-11-24").names().map(\.bytes)
      #expect(kept == [name])
      let rejects = try FilePath(root.path + "/rejects").names()
      #expect(rejects.count == 1)
      #expect(rejects.allSatisfy { $0.bytes.count <= 255 })
    }
  }

  @Test func `a name that begins with a dash is not an option`() throws {
    try Root.lend { root in
      try root.drop("orderid,sku,qty\nO-9,LAMP,1\n", as: "-orders.csv")
      #expect(try root.night(1).code == 1)
      #expect(try root.names("failed") == ["-orders.csv", "-orders.csv.reason.txt"])

      let file = root.folder.appending(path: "--batches.csv")
      try "ref,sku,qty,eta\n-B,LAMP,1,\n".write(to: file, atomically: true, encoding: .utf8)
      let named = try Program.run(
        ["import", "--root", root.path] + Root.at(2) + ["--", "--batches.csv"],
        in: root.path
      )
      #expect(named.code == 1, "its name says no kind: \(named)")
      #expect(try root.allot("view", "show", "--", "-O").code == 64, "--root comes after the --")
    }
  }

  @Test func `entries that are not files or not finished are left alone and named`() throws {
    try Root.lend { root in
      try root.drop("ref,sku,qty,eta\nB1,LAMP,10,\n", as: "batches.csv")
      let inbox = root.path + "/inbox/"
      try FileManager.default.createSymbolicLink(
        atPath: inbox + "orders-link.csv",
        withDestinationPath: inbox + "batches.csv"
      )
      try FileManager.default.createSymbolicLink(
        atPath: inbox + "orders-dangling.csv",
        withDestinationPath: "/nowhere"
      )
      try FileManager.default.createDirectory(
        atPath: inbox + "orders-folder.csv",
        withIntermediateDirectories: false
      )
      try #require(mkfifo(inbox + "orders-pipe.csv", 0o600) == 0)
      let others = [
        "orders.csv.part", "orders.csv.tmp", "orders.csv.filepart", "orders.csv.crdownload",
        "orders.csv.partial", "~orders.csv", "orders.csv~", "orders.ok", "orders.DONE",
        "orders.sha256",
      ]
      for name in others + [".orders.csv"] {
        try root.drop("orderid,sku,qty\nO-1,LAMP,1\n", as: name)
      }
      let before = try root.names("inbox")

      let ended = try root.night(1)

      #expect(ended.code == 0, "\(ended)")
      let named =
        others + [
          "orders-link.csv", "orders-dangling.csv", "orders-folder.csv", "orders-pipe.csv",
        ]
      for name in named {
        #expect(ended.output.contains("Left alone: \(name): "), "\(name)")
      }
      #expect(!ended.output.contains(".orders.csv: "))
      let left = Set(before).subtracting(["batches.csv"]).union([".processing"])
      #expect(try Set(root.names("inbox")) == left)
      #expect(try root.text("reports/latest/summary.json").contains("orders-pipe.csv"))
    }
  }

  @Test func `a stray entry has a row, and needs a human from the second night on`()
    throws
  {
    try Root.lend { root in
      try root.drop("ref,sku,qty\nB1,LAMP,10\n", as: "batches.csv")
      for name in ["notes.txt", "orders.xlsx", "orders.ok", "later.csv.part"] {
        try root.drop("", as: name)
      }
      for (folder, file) in [("acme", "orders.csv"), ("photos", "1.jpg")] {
        let path = root.folder.appending(path: "inbox/\(folder)")
        try FileManager.default.createDirectory(at: path, withIntermediateDirectories: false)
        try Data().write(to: path.appending(path: file))
      }
      let first = try root.night(1, "--quiet")
      #expect(first == Program.Ended(code: 0), "\(first)")
      let strays = [
        "acme,,,,ignored,0,0,0,0,0,\"it is a folder: files are taken from the inbox itself, and from a "
          + "folder that allot.toml names under [[sender]]; move them up, or name it there\"",
        "notes.txt,,,,ignored,0,0,0,0,0,its name does not end in .csv; it is empty",
        "orders.xlsx,,,,ignored,0,0,0,0,0,its name does not end in .csv; it is empty",
      ]
      func ignored() throws -> [String] {
        try root.text("reports/latest/files.csv").split(separator: "\n").map(String.init)
          .filter { $0.contains(",ignored,") }
      }
      #expect(try ignored() == strays)
      // A file that a person names is taken.
      #expect(try root.allot("import", root.path + "/archive/2026-11-23/batches.csv").code == 0)
      try root.drop("", as: "new.zip")
      let second = try root.night(2, "--quiet")
      #expect(second.code == 1)
      #expect(
        second.errors.contains("  acme, notes.txt, orders.xlsx: not taken, and still in the inbox"),
        "\(second)"
      )
      #expect(try ignored().count == 4)
    }
  }

  @Test func `files of a kind are taken in natural name order`() throws {
    try Root.lend { root in
      let names = [
        "orders.csv", "orders (1).csv", "orders (2).csv", "orders (10).csv", "orders-09.csv",
        "orders-9a.csv", "orders-10.CSV", "orders-10.csv", "orders-010.csv",
        "orders_99999999999999999999999.csv", "orders_100000000000000000000000.csv",
      ]
      for name in names.reversed() {
        try root.drop("orderid,sku,qty\n\(name),LAMP,1\n", as: name)
      }
      #expect(try root.night(1).code == 0)
      let order = try root.text("reports/latest/files.csv").split(separator: "\n").dropFirst()
        .map { $0.prefix { $0 != "," } }
      #expect(
        order == [
          "orders.csv", "orders (1).csv", "orders (2).csv", "orders (10).csv", "orders-09.csv",
          "orders-9a.csv", "orders-010.csv", "orders-10.CSV", "orders-10.csv",
          "orders_99999999999999999999999.csv", "orders_100000000000000000000000.csv",
        ]
      )
    }
  }

  @Test func `an empty file fails and says so`() throws {
    try Root.lend { root in
      try root.drop("", as: "orders.csv")
      let ended = try root.night(1)
      #expect(ended.code == 1)
      #expect(ended.output.contains("the file is empty"))
      #expect(try root.names("failed") == ["orders.csv", "orders.csv.reason.txt"])
      try root.drop("", as: "orders.csv")
      #expect(try root.night(2).code == 1, "a file without rows is never a duplicate")
      #expect(
        try root.names("failed") == [
          "orders.2.csv", "orders.2.csv.reason.txt", "orders.csv", "orders.csv.reason.txt",
        ]
      )
    }
  }

  @Test(.disabled(if: Sanitizer.isActive, "SKIPPED: a sanitizer's own thread sleeps as well"))
  func `the run waits for a recently changed file`() throws {
    try Root.lend { root in
      try root.drop("ref,sku,qty,eta\nB1,LAMP,10,\n", as: "batches.csv")
      let run = try Held(
        ["run", "--root", root.path, "--settle", "1", "--now", "2026-11-23T02:00:00Z"],
        after: "clock_nanosleep"
      )
      let upload = try FileDescriptor.open(
        FilePath(root.path + "/inbox/batches.csv"),
        .writeOnly,
        options: [.append, .closeOnExec]
      )
      try upload.closeAfter { _ = try upload.writeAll("B2,LAMP,5,\n".utf8) }
      let ended = try run.resume()
      #expect(ended.code == 0, "\(ended)")
      #expect(ended.output.contains("2 rows: 2 applied"), "\(ended)")
      #expect(root.has("archive/2026-11-23/batches.csv"))
    }
  }

  /// Bytes that have broken CSV readers before.
  private static let hostileTexts: [String] = [
    "", "\n", "\r", "\"", ",", "\u{FEFF}", "\u{FEFF}\n", "sep=;", "sep=;\n", "orderid",
    "orderid,sku,qty",
    "orderid,sku,qty\n", "orderid,sku,qty\n\"", "orderid,sku,qty\n\"\"\n",
    "orderid,sku,qty\n,,,,,,,\n",
    "orderid,sku,qty\n\u{0},\u{0},\u{0}\n", ",,\n,,\n", "\"\",\"\",\"\"\n", "orderid,sku,qty,qty\n",
    "orderid,sku,qty\nO,LAMP,99999999999999999999999999\n", "orderid,sku,qty\nO,LAMP,-0\n",
    "orderid,sku,qty\n\u{301},\u{301},1\n", "orderid,sku,qty\n\u{1B}[2J,LAMP,1\n",
    "orderid;sku,qty\n1;2,3\n", "orderid,sku,qty\r\r\nO,LAMP,1\n\r",
    "orderid,sku,qty\nO,LAMP,1\u{1A}",
    "ref,sku,qty,eta\nB9,LAMP,0,0000-00-00\nB8,LAMP,1,9999-12-31\nB7,LAMP,1,99999-01-01\n",
    String(repeating: "x", count: 70_000), String(repeating: ",", count: 2000),
    "orderid,sku,qty\n" + String(repeating: "a", count: 70_000) + ",LAMP,1\n",
    "orderid,sku,qty\n" + String(repeating: "\"\n", count: 999),
  ]

  @Test(arguments: [
    "batches", "quantities", "etas", "allocations", "orders", "amendments", "cancellations",
  ])
  func `no text crashes the program, and every row has an outcome`(kind: String) throws {
    try Root.lendWithOneNight { root in
      for (number, text) in Self.hostileTexts.enumerated() {
        try root.drop(text, as: "\(kind)-\(number).csv")
      }
      let ended = try root.night(2)
      #expect(ended.code == 0 || ended.code == 1, "\(ended)")
      #expect(!(ended.output + ended.errors).actsOnATerminal)
      #expect(try root.names("inbox") == [".processing", "results"])
      #expect(try root.names("inbox/.processing") == [])
      #expect(try root.allot("view", "verify").code == 0)
      #expect(try !root.allot("rejects").output.actsOnATerminal)
    }
  }
}
