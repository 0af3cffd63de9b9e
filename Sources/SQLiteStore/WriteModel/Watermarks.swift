import Domain
import GRDB

/// The numbers that a transaction goes on from, and the highest keys before it.
///
/// Keys mostly rise from night to night (order 10248, 10249, …): one above the highest need not be
/// looked up.
struct Watermarks {
  var nextProduct = 1
  var nextBatch = 1
  var nextLine = 1
  var nextChange = 1
  /// The run at work, which is the newest.
  var run = 0
  /// The newest line that the last published reports tell of.
  var reported = 0
  var view = HighestKey()
  var backorders = HighestKey()
  var cancelled = HighestKey()
  var batchReferences = HighestText()

  init() {}

  init(_ db: Database) throws {
    func next(_ sql: String) throws -> Int { try (Int.fetchOne(db, sql: sql) ?? 0) + 1 }
    nextProduct = try next("SELECT max(id) FROM products")
    nextBatch = try next("SELECT max(number) FROM batches")
    nextLine = try next("SELECT max(number) FROM order_lines")
    nextChange = try next("SELECT max(seq) FROM changes")
    run = try next("SELECT max(id) FROM runs") - 1
    reported =
      try Int.fetchOne(
        db,
        sql: "SELECT through FROM runs WHERE published ORDER BY id DESC LIMIT 1"
      ) ?? 0
    view = try HighestKey(db, table: "allocations_view")
    backorders = try HighestKey(db, table: "backorders")
    cancelled = try HighestKey(db, table: "cancelled_lines")
    batchReferences = try HighestText(db)
  }

  /// Raises the marks by what is about to be written.
  mutating func include(_ changes: Changes) {
    for line in changes.lines.lines {
      line.batch == nil
        ? backorders.include(line.line.orderID) : view.include(line.line.orderID)
    }
    for batch in changes.batches.batches {
      batchReferences.include(batch.command.reference.rawValue)
    }
  }

  mutating func takeLine() -> LineNumber {
    defer { nextLine += 1 }
    return LineNumber(rawValue: nextLine)
  }

  mutating func takeBatch() -> Int {
    defer { nextBatch += 1 }
    return nextBatch
  }

  mutating func takeChange() -> Int {
    defer { nextChange += 1 }
    return nextChange
  }
}

/// The highest order id of a table keyed by order id and sku.
struct HighestKey {
  private var orderID: String?

  init() {}

  init(_ db: Database, table: String) throws {
    orderID = try String.fetchOne(db, sql: "SELECT max(orderid) FROM \(table)")
  }

  func mayContain(_ key: LineKey) -> Bool {
    guard let orderID else { return false }
    return key.orderID.rawValue <= orderID
  }

  mutating func include(_ other: OrderID) {
    if other.rawValue > orderID ?? "" { orderID = other.rawValue }
  }
}

/// The highest batch reference.
struct HighestText {
  private var text: String?

  init() {}

  init(_ db: Database) throws {
    text = try String.fetchOne(db, sql: "SELECT max(ref) FROM batches")
  }

  func mayContain(_ other: String) -> Bool {
    guard let text else { return false }
    return other <= text
  }

  mutating func include(_ other: String) { text = max(text ?? other, other) }
}
