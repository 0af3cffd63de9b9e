import FileSystem
import Foundation
import SystemPackage
import SystemTestSupport
import TestSupport
import Testing

/// Unreadable files when archive and inbox are on different file systems: they can be neither
/// copied nor renamed.
@Suite(.enabled(if: hasTwoFileSystems, "SKIPPED: all folders are on one disk"))
struct ClosedFileTests {
  @Test func `an unreadable file stays in an inbox elsewhere, and stops no night`() throws {
    try Self.lendWithInboxElsewhere { root, inbox in
      try Self.drop("orderid,sku,qty\nO-8,LAMP,1\n", into: inbox, as: "orders-closed.csv")
      try #require(chmod(inbox.path + "/orders-closed.csv", 0) == 0)
      for day in [2, 3] {
        try Self.drop("orderid,sku,qty\nO-9\(day),LAMP,1\n", into: inbox, as: "orders-open.csv")
        let ended = try Self.night(day, root, inbox)
        #expect(ended.code == 1, "\(ended)")
        let summary = try root.summary(of: "latest")
        #expect(summary.files.map(\.file) == ["orders-closed.csv", "orders-open.csv"])
        #expect(summary.files.map(\.state) == ["failed", "imported"])
        #expect(
          summary.files.first?.reason
            == "'orders-closed.csv' cannot be read by this user: check its owner and mode; it "
            + "is back in the inbox"
        )
        #expect(
          try FileManager.default.contentsOfDirectory(atPath: inbox.path).sorted() == [
            ".allot-root", ".processing", "orders-closed.csv", "results",
          ]
        )
        #expect(try root.names("failed") == [])
      }
      try #require(chmod(inbox.path + "/orders-closed.csv", 0o644) == 0)
      #expect(try Self.night(4, root, inbox).code == 0)
      #expect(try root.names("archive/2026-11-26") == ["orders-closed.csv"])
    }
  }

  @Test(
    .enabled(if: Program.isDebugBuild, "SKIPPED: a release build knows no crash points"),
    arguments: ["fileCopied:1", "chunkDone:2", "outcomeCommitted:1"]
  )
  func `a file that becomes unreadable after it was copied is still imported`(death: String)
    throws
  {
    try Self.lendWithInboxElsewhere { root, inbox in
      let orders = "orderid,sku,qty\nO-7,LAMP,1\nO-8,LAMP,1\nO-9,LAMP,1\n"
      try Self.drop(orders, into: inbox, as: "orders-2.csv")
      let died = try Running(
        [Program.path, "run", "--root", root.path, "--inbox", inbox.path, "--chunk-rows", "1"]
          + Root.at(2),
        environment: ["ALLOT_CRASH_AT": death]
      )
      _ = try died.wait(expectingSignal: SIGKILL)
      try #require(chmod(inbox.path + "/.processing/3/orders-2.csv", 0) == 0)

      #expect(try Self.night(3, root, inbox).code == 0)

      let first = try #require(try root.summary(of: Root.run(2)).files.first)
      #expect(first.state == "imported")
      #expect(first.applied == 3)
      #expect(try root.text("archive/2026-11-24/orders-2.csv") == orders)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: inbox.path).sorted() == [
          ".allot-root", ".processing",
        ]
      )
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: inbox.path + "/.processing") == []
      )
    }
  }

  private static func lendWithInboxElsewhere(_ body: (Root, URL) throws -> Void) throws {
    try Root.lendWithOneNight { root in
      let inbox = elsewhere.appending(path: "allot-inbox-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: inbox, withIntermediateDirectories: false)
      defer { try? FileManager.default.removeItem(at: inbox) }
      try body(root, inbox)
    }
  }

  private static func drop(_ text: String, into inbox: URL, as name: String) throws {
    try Data(text.utf8).write(to: inbox.appending(path: name))
  }

  private static func night(_ day: Int, _ root: Root, _ inbox: URL) throws -> Program.Ended {
    try Program.run(
      script: asOrdinaryUser,
      ["run", "--root", root.path, "--inbox", inbox.path] + Root.at(day)
    )
  }

  /// Root may read everything, unless it gives up that capability.
  private static let asOrdinaryUser =
    geteuid() == 0
    ? #"setpriv --bounding-set=-dac_override,-dac_read_search "$@""# : #""$@""#
}

private let elsewhere = URL(filePath: "/tmp")

private let hasTwoFileSystems =
  (try? FilePath(scratchFolder.path).isOnFileSystem(of: FilePath(elsewhere.path))) == false
