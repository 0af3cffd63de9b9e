import Domain
import GRDB
import StoreMemory

/// The next free numbers of products and batches, and the highest known batch reference.
struct NextNumbers {
  private(set) var nextProduct = 1
  private var nextBatch = 1
  /// The current run, which is the newest.
  private(set) var run = 0
  /// The newest run whose reports are published; 0 if there is none.
  private(set) var lastPublished = 0
  private(set) var batchReferences = HighestText()

  init() {}

  init(_ db: Database) throws {
    func next(_ sql: String) throws -> Int { try (Int.fetchOne(db, sql: sql) ?? 0) + 1 }
    nextProduct = try next("SELECT max(id) FROM products")
    nextBatch = try next("SELECT max(number) FROM batches")
    run = try next("SELECT max(id) FROM runs") - 1
    lastPublished = try Int.fetchOne(db, sql: LastPublished.run) ?? 0
    batchReferences = try HighestText(db)
  }

  /// Adds the batch references that are about to be written.
  mutating func include(_ pending: PendingWrites) {
    for batch in pending.batches.batches {
      batchReferences.include(batch.command.reference.rawValue)
    }
  }

  mutating func takeProduct() -> Int {
    defer { nextProduct += 1 }
    return nextProduct
  }

  mutating func takeBatch() -> Int {
    defer { nextBatch += 1 }
    return nextBatch
  }
}

/// The highest batch reference: a higher one is new, so it need not be looked up.
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
