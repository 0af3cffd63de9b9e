import Domain
import Foundation
import GRDB
import ServiceLayer
import TestSupport
import Testing

@testable import SQLiteStore

/// What only the store on SQLite promises: about its file, its schema and the disk.
struct SQLiteFileTests {
  func withFile<Result>(_ body: (String) throws -> Result) throws -> Result {
    try withTemporaryFolder { try body($0 + "/allot.sqlite") }
  }

  @discardableResult
  func execute(_ sql: String, at path: String) throws -> [Row] {
    // A store that was just let go of may still be closing, which locks the file for an instant.
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    return try DatabaseQueue(path: path, configuration: configuration).write {
      try Row.fetchAll($0, sql: sql)
    }
  }

  // MARK: - Opening

  @Test func `a database made by a newer version is an error, and is not migrated`() throws {
    try withFile { path in
      _ = try SQLiteStore(path: path)
      // As a newer version would leave it: some of our own migrations may be there, or none.
      try execute("DELETE FROM grdb_migrations", at: path)
      try execute("INSERT INTO grdb_migrations VALUES ('2031-01-01 something new')", at: path)
      try execute("DROP TABLE faults", at: path)
      func content() throws -> [String] {
        try execute("SELECT sql FROM sqlite_schema ORDER BY name", at: path).map(\.description)
          + execute("SELECT * FROM grdb_migrations", at: path).map(\.description)
      }
      let before = try content()
      let failure = StoreFailure.madeByANewerVersion(path)
      #expect(failure.cause == .newer)
      #expect(throws: failure) { try SQLiteStore(path: path) }
      #expect(throws: failure) { try SQLiteStore(reading: path) }
      #expect(try content() == before)
    }
  }

  @Test func `a file that is no database is named as damaged, and is not touched`() throws {
    try withFile { path in
      let text = Data(String(repeating: "orderid,sku,qty\n", count: 1000).utf8)
      try text.write(to: URL(fileURLWithPath: path))
      let failures = try [
        #require(throws: StoreFailure.self) { try SQLiteStore(path: path) },
        #require(throws: StoreFailure.self) { try SQLiteStore(reading: path) },
      ]
      #expect(failures.map(\.cause) == [.damaged, .damaged])
      #expect(failures.allSatisfy { $0.description.contains(path) })
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == text)
    }
  }

  @Test func `a folder that is not there is named`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/nowhere/allot.sqlite"
      let failure = try #require(throws: StoreFailure.self) { try SQLiteStore(path: path) }
      #expect(failure.cause == .unusable)
      #expect(failure.description.contains(path))
    }
  }

  @Test func `who reads sees what was committed, and cannot write`() throws {
    try withFile { path in
      let store = try SQLiteStore(path: path)
      let rows = try OpenRun(on: store)
      try rows.handle(.batch("b1", "LAMP", 9), .order("o1", "LAMP", 1))
      try store.settle()
      let reader = try SQLiteStore(reading: path)
      #expect(
        try reader.reports.rows(.allocations, for: rows.run) == [["o1", "LAMP", 1, "b1"]]
      )
      try expectSoundView(reader)
      try expectSoundView(reader)
      let failure = try #require(throws: StoreFailure.self) { try reader.ledger.publish(rows.run) }
      #expect(failure.cause == .unusable)
    }
  }

  @Test func `a copy is whole, and never replaces a file`() throws {
    try withFile { path in
      let store = try SQLiteStore(path: path)
      let rows = try OpenRun(on: store)
      try rows.handle(.batch("b1", "LAMP", 9), .order("o1", "LAMP", 1))
      try store.backUp(to: path + ".copy")
      let copy = try SQLiteStore(path: path + ".copy")
      #expect(try Everything(copy, rows.run) == Everything(store, rows.run))
      #expect(throws: StoreFailure.self) { try store.backUp(to: path + ".copy") }
    }
  }

  // MARK: - The schema

  @Test(arguments: [
    "INSERT INTO products (sku, version) VALUES ('', 0)",
    "INSERT INTO products (sku, version) VALUES ('LAMP', 0)",
    "INSERT INTO products (sku, version) VALUES (NULL, 0)",
    "INSERT INTO products (sku, version) VALUES ('VASE', -1)",
    "INSERT INTO products (sku, version) VALUES ('VASE', 'one')",
    "UPDATE batches SET purchased = -1",
    "UPDATE batches SET purchased = 1000000001",
    "UPDATE batches SET purchased = 1.5",
    "UPDATE batches SET purchased = 'ten'",
    "UPDATE batches SET purchased = '9223372036854775808'",
    "UPDATE order_lines SET qty = '1e10'",
    "UPDATE batches SET eta = '2026-1-1'",
    "UPDATE batches SET ref = ''",
    "UPDATE batches SET product = 99",
    "UPDATE stock SET available = 0",
    "UPDATE stock SET available = 1000000001",
    "UPDATE order_lines SET qty = 0",
    "UPDATE order_lines SET qty = 1000000001",
    "UPDATE order_lines SET moved = 2",
    "UPDATE order_lines SET sku = NULL",
    "INSERT INTO allocations_view VALUES ('o1', 'LAMP', 1, 'b1')",
    "INSERT INTO allocations_view VALUES ('o9', 'LAMP', 1, NULL)",
    "INSERT INTO backorders VALUES ('LAMP', 0, 9, 'o9', 1)",
    "INSERT INTO backorders VALUES ('LAMP', 5, 9, 'o2', 1)",
    "INSERT INTO cancelled_lines (orderid, sku, qty) VALUES ('o9', 'LAMP', 0)",
    "INSERT INTO changes VALUES (9, 9, 'o9', 'LAMP', 1, 'b1', 'vanished')",
    "UPDATE runs SET phase = 'over'",
    "UPDATE runs SET command = 'undo'",
    "UPDATE runs SET published = 2",
    "UPDATE imports SET phase = 'over'",
    "UPDATE imports SET state = 'lost'",
    "UPDATE imports SET kind = 'returns'",
    "UPDATE imports SET name = 5",
    "UPDATE imports SET run = 99",
    "INSERT INTO unsettled_rows VALUES (1, 1, 2, 'forgotten', 1, x'', 0)",
  ])
  func `the schema refuses what no rule allows`(sql: String) throws {
    try withFile { path in
      let store = try SQLiteStore(path: path)
      try OpenRun(on: store).handle(
        .batch("b1", "LAMP", 9),
        .order("o1", "LAMP", 1),
        .order("o2", "LAMP", 50)
      )
      try store.settle()
      let error = try #require(throws: DatabaseError.self) { try execute(sql, at: path) }
      #expect(error.resultCode == .SQLITE_CONSTRAINT)
    }
  }

  @Test func `a view that someone tampered with is found out and mended`() throws {
    try withFile { path in
      let store = try SQLiteStore(path: path)
      let rows = try OpenRun(on: store)
      try rows.handle(
        .batch("b1", "LAMP", 9),
        .order("o1", "LAMP", 1),
        .order("o2", "LAMP", 2),
        .order("o3", "LAMP", 3)
      )
      let sound = try Everything(store, rows.run)
      try execute("DELETE FROM allocations_view WHERE orderid = 'o1'", at: path)
      try execute("UPDATE allocations_view SET qty = 7 WHERE orderid = 'o2'", at: path)
      try execute("INSERT INTO allocations_view VALUES ('o9', 'LAMP', 1, 'b7')", at: path)
      var found: [ViewDifference] = []
      try store.verifyView { found.append($0) }
      #expect(
        found == [
          ViewDifference(
            orderID: "o1",
            sku: "LAMP",
            inView: nil,
            inModel: .init(quantity: 1, reference: "b1")
          ),
          ViewDifference(
            orderID: "o2",
            sku: "LAMP",
            inView: .init(quantity: 7, reference: "b1"),
            inModel: .init(quantity: 2, reference: "b1")
          ),
          ViewDifference(
            orderID: "o9",
            sku: "LAMP",
            inView: .init(quantity: 1, reference: "b7"),
            inModel: nil
          ),
        ]
      )
      try store.rebuildView()
      #expect(try Everything(store, rows.run) == sound)
    }
  }

  @Test func `nothing is left of what no longer holds`() throws {
    try withFile { path in
      func alone(_ rows: OpenRun, _ commands: Command...) throws {
        try rows.handle(commands, on: SQLiteStore(path: path))
      }
      let rows = try OpenRun(on: SQLiteStore(path: path))
      try alone(rows, .batch("b1", "LAMP", 9), .order("o1", "LAMP", 9))
      #expect(try execute("SELECT * FROM used_up", at: path).count == 1)
      #expect(try execute("SELECT * FROM stock", at: path).isEmpty)
      try alone(rows, .quantity("b1", 0))
      #expect(try execute("SELECT * FROM used_up", at: path).isEmpty)
      #expect(try execute("SELECT * FROM backorders", at: path).count == 1)
      try alone(rows, .quantity("b1", 10))
      #expect(try execute("SELECT * FROM backorders", at: path).isEmpty)
      #expect(try execute("SELECT * FROM used_up", at: path).isEmpty)
      #expect(try execute("SELECT * FROM stock", at: path).count == 1)
      try SQLiteStore(path: path).ledger.publish(rows.run)
      #expect(try execute("SELECT * FROM changes", at: path).isEmpty)
      #expect(
        try execute("PRAGMA integrity_check", at: path).map { $0[0] as String } == ["ok"]
      )
    }
  }

  // MARK: - The disk

  @Test func `commits that must last are made with synchronous FULL, the others are not`() throws {
    try withFile { path in
      let store = try SQLiteStore(path: path)
      func synchronous(_ db: Database) throws -> Int? {
        try Int.fetchOne(db, sql: "PRAGMA synchronous")
      }
      #expect(try store.connection.durableTransaction(synchronous) == 2)
      #expect(try store.connection.transaction(synchronous) == 1)
      #expect(throws: Abandoned()) {
        try store.connection.durableTransaction { _ in throw Abandoned() }
      }
      #expect(try store.connection.transaction(synchronous) == 1)
    }
  }

  @Test func `a run's beginning, the barrier, a file's end and a rebuild are made to last`() throws
  {
    try withFile { path in
      let store = try SQLiteStore(path: path)
      /// How each commit of the body was made: FULL or NORMAL.
      func commits(_ body: () throws -> Void) throws -> [String] {
        let trace = Trace()
        try store.connection.outsideTransaction { db in
          db.trace { trace.statements.append("\($0)") }
        }
        try body()
        try store.connection.outsideTransaction { $0.trace(options: []) }
        return trace.commits
      }
      #expect(try commits { _ = try OpenRun(on: store) } == ["FULL", "NORMAL"])
      let rows = try OpenRun(on: store)
      let file = try #require(try store.ledger.find(rows.importID))
      #expect(try commits { try rows.handle(.batch("b1", "LAMP", 1)) } == ["NORMAL"])
      #expect(try commits { try store.ledger.save(file) } == ["NORMAL"])
      #expect(try commits { try store.ledger.saveDurably(file) } == ["FULL"])
      #expect(try commits { try store.ledger.barrier() } == ["FULL"])
      #expect(try commits { try store.rebuildView() } == ["FULL"])
    }
  }

  /// The statements that SQLite ran, and from them how each commit that writes was made.
  final class Trace {
    var statements: [String] = []

    var commits: [String] {
      var synchronous = "NORMAL"
      var writes = false
      var found: [String] = []
      for statement in statements {
        let words = statement.uppercased()
        if words.hasPrefix("PRAGMA SYNCHRONOUS = ") {
          synchronous = String(words.split(separator: " ").last ?? "")
        } else if words.hasPrefix("BEGIN IMMEDIATE") {
          writes = true
        } else if words.hasPrefix("COMMIT"), writes {
          found.append(synchronous)
          writes = false
        }
      }
      return found
    }
  }
}
