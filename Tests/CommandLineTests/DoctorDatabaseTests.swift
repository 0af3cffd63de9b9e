import Foundation
import SystemTestSupport
import Testing

/// The problems that `allot doctor` finds inside the database.
struct DoctorDatabaseTests {
  /// A change made without the program, and the finding about it.
  struct Planted: CustomTestStringConvertible, Sendable {
    let sql: String
    let code: Int32
    let trouble: [String]
    var testDescription: String { sql }
  }

  private static let report =
    "; stop the nightly job, keep a copy of allot.sqlite, and report this"

  static let planted: [Planted] = [
    Planted(
      sql: "UPDATE imports SET applied = 1 WHERE name = 'orders.csv'",
      code: 70,
      trouble: [
        "fault  ledger: orders.csv of run \(Root.run(1)): 2 rows, 2 done, but 1 applied + "
          + "0 unchanged + 0 deferred + 0 rejected\(report)"
      ]
    ),
    Planted(
      sql: "UPDATE imports SET phase = 'complete' WHERE name = 'orders.csv'",
      code: 70,
      trouble: [
        "fault  ledger: run \(Root.run(1)) is finished, but its file orders.csv is not\(report)"
      ]
    ),
    Planted(
      sql: """
        INSERT INTO unsettled_rows (import, row, line, outcome, tried, cells, cell_count)
        VALUES (9, 1, 2, 'deferred', 9, x'', 0)
        """,
      code: 70,
      trouble: [
        "fault  ledger: row 1 of file 9 waits, but its file or its reason is gone\(report)"
      ]
    ),
    Planted(
      sql: "UPDATE allocations_view SET qty = 5",
      code: 70,
      trouble: [
        "fault  view: differs from the write model in 1 line; `allot view verify` lists them, "
          + "`allot view rebuild` corrects them"
      ]
    ),
    Planted(
      sql: "UPDATE stock SET available = 7",
      code: 70,
      trouble: ["fault  stock: batch B1: 10 purchased, but 4 allocated + 7 available\(report)"]
    ),
    Planted(
      sql: "DELETE FROM backorders",
      code: 70,
      trouble: [
        "fault  stock: line O-2, LAMP is neither allocated, nor waiting, nor cancelled\(report)"
      ]
    ),
    Planted(
      sql: "UPDATE backorders SET qty = 6, orderid = 'O-\u{1B}'",
      code: 70,
      trouble: [
        "fault  stock: line O-2, LAMP is neither allocated, nor waiting, nor cancelled\(report)",
        #"fault  stock: line O-\x1B, LAMP is in backorders, but order_lines does not have it as a waiting line with that qty\#(report)"#,
      ]
    ),
    Planted(
      sql: "UPDATE order_lines SET sku = 'SOFA' WHERE batch IS NOT NULL; "
        + "UPDATE allocations_view SET sku = 'SOFA'",
      code: 70,
      trouble: [
        "fault  stock: line O-1, SOFA is allocated to a batch of another sku\(report)"
      ]
    ),
    Planted(
      sql: "INSERT INTO grdb_migrations VALUES ('2099-01-01 what is to come')",
      code: 74,
      trouble: [
        "fault  schema: a newer version of allot made this database; use that version"
      ]
    ),
    Planted(
      sql: "PRAGMA foreign_keys = OFF; DELETE FROM products",
      code: 74,
      trouble: [
        "fault  database: damaged: a row of batches names one of products that is not there; stop "
          + "the nightly job, keep a copy of allot.sqlite with its -wal, and restore the newest sound "
          + "backup"
      ]
    ),
    Planted(
      sql: "PRAGMA journal_mode = DELETE",
      code: 0,
      trouble: [
        "note   settings: journal_mode is not wal, as in a restored backup: the next run "
          + "sets it; if none was, find out which program changed allot.sqlite"
      ]
    ),
    Planted(
      sql: "UPDATE runs SET phase = 'chosen'; "
        + "UPDATE imports SET phase = 'loading', done_rows = 1, applied = 1 "
        + "WHERE name = 'orders.csv'",
      code: 1,
      trouble: [
        "note   run: \(Root.run(1)) was interrupted, and the next run finishes it first: 1 of 2 "
          + "files are done",
        "fault  run: \(Root.run(1)) has imported 1 of 2 rows of orders.csv, which is gone from "
          + "ROOT/inbox/.processing; put that file back there, under that name, before the next "
          + "run",
      ]
    ),
  ]

  @Test(arguments: planted)
  func `an inconsistency is named`(planted: Planted) throws {
    try Root.lendWithOneNight { root in
      try root.change(planted.sql)
      let found = try root.diagnose()
      #expect(found.trouble == planted.trouble)
      #expect(found.code == planted.code)
    }
  }

  @Test(arguments: [0, 20, 4096, 20_000, 100_000])
  func `a damaged database exits 74 and says what to do`(offset: Int) throws {
    try Root.lendWithOneNight { root in
      let file = root.folder.appending(path: "allot.sqlite")
      var bytes = try Data(contentsOf: file)
      try #require(bytes.count > offset)
      bytes.replaceSubrange(offset..., with: Data(repeating: 0xA5, count: bytes.count - offset))
      try bytes.write(to: file)
      let found = try root.diagnose()
      #expect(found.code == 74, "\(found)")
      #expect(found.trouble.contains { $0.hasPrefix("fault  database: ") && $0.contains("backup") })
    }
  }

  @Test func `other commands point to the doctor`() throws {
    try Root.lendWithOneNight { root in
      try root.change("UPDATE runs SET settings = 'nonsense', phase = 'chosen'")
      let fault = try root.night(2)
      #expect(fault.code == 70)
      #expect(fault.errors.contains("`allot doctor` looks over ledger, view and stock"))
      try "no database".write(
        to: root.folder.appending(path: "allot.sqlite"),
        atomically: false,
        encoding: .utf8
      )
      let unusable = try root.night(2)
      #expect(unusable.code == 74)
      #expect(unusable.errors.contains("`allot doctor` looks over disk and database"))
    }
  }

  @Test func `the next run sets up an empty database`() throws {
    try Root.lend { root in
      #expect(FileManager.default.createFile(atPath: root.path + "/allot.sqlite", contents: nil))
      let found = try root.diagnose()
      #expect(
        found.trouble.last == "note   schema: not complete: the next run sets the database up"
      )
    }
  }
}
