import Domain
import Foundation
import GRDB
import ServiceLayer
import TestSupport
import Testing

@testable import SQLiteStore

/// Data that the schema refuses, and data that it contains in the end.
extension SQLiteFileTests {
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
    "INSERT INTO changes VALUES (9, 9, 'o9', 'LAMP', 1, 'b1', 'vanished', 2)",
    "UPDATE runs SET phase = 'over'",
    "UPDATE runs SET command = 'undo'",
    "UPDATE runs SET published = 2",
    "UPDATE imports SET phase = 'over'",
    "UPDATE imports SET state = 'lost'",
    "UPDATE imports SET kind = 'returns'",
    "UPDATE imports SET name = 5",
    "UPDATE imports SET run = 99",
    """
    INSERT INTO unsettled_rows (import, row, line, outcome, tried, cells, cell_count)
    VALUES (1, 1, 2, 'forgotten', 1, x'', 0)
    """,
  ])
  func `the schema refuses data that no rule allows`(sql: String) throws {
    try withFile { path in
      let store = try SQLiteStore(path: path)
      try OpenRun(on: store).handle(
        .batch("b1", "LAMP", 9),
        .order("o1", "LAMP", 1),
        .order("o2", "LAMP", 50)
      )
      try store.flush()
      let error = try #require(throws: DatabaseError.self) { try execute(sql, at: path) }
      #expect(error.resultCode == .SQLITE_CONSTRAINT)
    }
  }

  @Test func `a changed view is detected and repaired`() throws {
    try withFile { path in
      let store = try SQLiteStore(path: path)
      let openRun = try OpenRun(on: store)
      try openRun.handle(
        .batch("b1", "LAMP", 9),
        .order("o1", "LAMP", 1),
        .order("o2", "LAMP", 2),
        .order("o3", "LAMP", 3)
      )
      let sound = try Everything(store, openRun.run)
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
      #expect(try Everything(store, openRun.run) == sound)
    }
  }

  @Test func `nothing is left of outdated data`() throws {
    try withFile { path in
      func alone(_ openRun: OpenRun, _ commands: Command...) throws {
        try openRun.handle(commands, on: SQLiteStore(path: path))
      }
      let openRun = try OpenRun(on: SQLiteStore(path: path))
      try alone(openRun, .batch("b1", "LAMP", 9), .order("o1", "LAMP", 9))
      #expect(try execute("SELECT * FROM used_up", at: path).count == 1)
      #expect(try execute("SELECT * FROM stock", at: path).isEmpty)
      try alone(openRun, .quantity("b1", 0))
      #expect(try execute("SELECT * FROM used_up", at: path).isEmpty)
      #expect(try execute("SELECT * FROM backorders", at: path).count == 1)
      try alone(openRun, .quantity("b1", 10))
      #expect(try execute("SELECT * FROM backorders", at: path).isEmpty)
      #expect(try execute("SELECT * FROM used_up", at: path).isEmpty)
      #expect(try execute("SELECT * FROM stock", at: path).count == 1)
      #expect(
        try execute("PRAGMA integrity_check", at: path).map { $0[0] as String } == ["ok"]
      )
    }
  }
}
