import Domain
import GRDB

/// The numbers that a transaction goes on from, and the highest batch reference before it.
struct Watermarks {
  var nextProduct = 1
  var nextBatch = 1
  var nextLine = 1
  var nextChange = 1
  /// The run at work, which is the newest.
  var run = 0
  /// The newest line that the last published reports tell of.
  var reported = 0
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
    batchReferences = try HighestText(db)
  }

  /// Raises the marks by what is about to be written.
  mutating func include(_ changes: Changes) {
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

/// The highest batch reference: as they mostly rise, one above it need not be looked up.
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
