import Domain
import FileSystem
import Foundation
import GRDB
import ServiceLayer
import SystemPackage
import Testing

/// A database of the first version of the program, in the middle of a night.
///
/// `OldDatabase` has it as SQL text, the claimed file, and the reports with which that version
/// ended the night. It has placed, moved, waiting, cancelled and deferred lines, and changes that
/// were in no report.
struct OldDatabaseTests {
  private let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "OldDatabase")

  private func withOldNight(_ body: (Installation) throws -> Void) throws {
    try Installation.lend { installation in
      let sql = try String(contentsOf: folder.appending(path: "database.sql"), encoding: .utf8)
      try DatabaseQueue(path: installation.folders.database.string).writeWithoutTransaction {
        try $0.execute(sql: sql)
      }
      let claimed = installation.root.appending(path: "inbox/.processing/orders-2.csv")
      try FileManager.default.copyItem(
        at: folder.appending(path: "orders-2.csv"),
        to: claimed
      )
      try body(installation)
    }
  }

  @Test func `an interrupted night ends with the reports of the old version`() throws {
    try withOldNight { installation in
      let summaries = try installation.execute(started: 1_795_658_400)
      #expect(summaries.map(\.run) == ["20261125T020000Z", "20261126T020000Z"])
      for report in ReportFile.allCases where !report.columns.isEmpty {
        let expected = try Data(contentsOf: folder.appending(path: "reports/\(report.name)"))
        let found = try installation.file("reports/20261125T020000Z/\(report.name)")
        #expect(String(decoding: found, as: UTF8.self) == String(decoding: expected, as: UTF8.self))
      }
      #expect(try installation.report("changes") == "orderid,sku,qty,batchref,change\n")
      #expect(try installation.viewDifferences() == [])
    }
  }

  @Test func `its lines stay older than all new ones and work as before`() throws {
    try withOldNight { installation in
      try installation.execute(started: 1_795_658_400)
      try installation.drop(
        [
          "batches.csv": Data("ref,sku,qty\nB7,LAMP,8\n".utf8),
          "orders.csv": Data("orderid,sku,qty\nO-0,LAMP,2\nO-3,LAMP,6\n".utf8),
          "quantities.csv": Data("ref,qty\nB1,0\n".utf8),
        ]
      )
      try installation.execute(started: 1_795_744_800)
      #expect(
        try installation.report("changes") == """
          orderid,sku,qty,batchref,change
          O-2,LAMP,4,B7,allocated
          O-1,LAMP,6,B1,deallocated
          O-9,LAMP,1,B1,deallocated
          O-9,LAMP,1,B7,allocated
          O-0,LAMP,2,B7,allocated

          """
      )
      // A refusal still names the file and line in which an old line came first.
      #expect(try installation.report("rejects").contains("came first (orders-1.csv:4) with qty 5"))
      #expect(try installation.viewDifferences() == [])
    }
  }

  @Test func `every change that it kept is in the feed, oldest first`() throws {
    try withOldNight { installation in
      try installation.execute(started: 1_795_658_400)
      var changes: [PlacementChange] = []
      try installation.store().changes.read(after: .start, limit: .max) { changes.append($0) }
      #expect(
        changes.map { "\($0.line.orderID.rawValue) \($0.kind) \($0.reference.rawValue)" } == [
          "O-1 allocated B1", "O-4 allocated B3", "O-2 deallocated B1", "O-4 deallocated B3",
          "O-5 allocated B6", "O-3 deallocated B2", "O-6 allocated B5", "O-9 allocated B1",
          "O-10 allocated B3", "O-11 allocated B5",
        ]
      )
      // The first version did not keep what caused a change.
      #expect(changes.map { $0.cause?.line } == Array(repeating: nil, count: 9) + [5])
      #expect(zip(changes, changes.dropFirst()).allSatisfy { $0.position < $1.position })
    }
  }
}
