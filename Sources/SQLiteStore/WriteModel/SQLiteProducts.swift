import Domain
import GRDB
import ServiceLayer

/// The products in use, and what the chunk under way has collected.
///
/// What nearly every row does (accept a line, allocate it, show it in the view, take in a batch) is
/// collected, and written in one go fifty rows to a statement, by another thread while the next
/// chunk is decided. Whatever is rarer first has all that written and then speaks SQL, so that it
/// always sees the truth.
final class SQLiteProducts: ProductRepository {
  let connection: Connection
  var source = RowSource(importID: 0, row: 0, line: 0)

  var changes = Changes()
  /// What the chunk before has collected, until it is known to be committed.
  private var handedOver: Changes?
  /// Spares the search for nearly every new line; nil until the first chunk begins.
  var filter: LineFilter?
  /// Lines as they are written, looked up before their commands came.
  var expected = ExpectedLines()
  var marks = Watermarks()
  var origins = OriginsByBatch()

  let events = EventLog()
  var loaded = LoadedProducts()
  private var loadedBatches = 0
  private var changed: [SQLiteRecords] = []

  init(connection: Connection) { self.connection = connection }

  func get(_ sku: Sku) throws -> Product? {
    if let product = loaded.find(sku)?.product { return product }
    guard mayKnowMoreProducts else { return nil }
    try load([sku])
    return loaded.find(sku)?.product
  }

  func get(holding reference: BatchReference) throws -> Product? {
    if let sku = pendingBatch(reference)?.command.sku { return try get(sku) }
    let row = try row(
      "SELECT sku FROM batches JOIN products ON id = product WHERE ref = ?",
      [reference.rawValue]
    )
    guard let row else { return nil }
    return try get(Sku(rawValue: row[0]))
  }

  func add(_ sku: Sku) throws -> Product {
    let id = marks.nextProduct
    marks.nextProduct += 1
    changes.products.append((id: id, sku: sku))
    let records = SQLiteRecords(id: id, sku: sku, products: self)
    records.mayHaveBackorders = false
    return keep(Product(sku: sku, records: records, events: events), records)
  }

  func creation(of reference: BatchReference) throws -> CreateBatch? {
    if let pending = pendingBatch(reference) { return pending.command }
    guard marks.batchReferences.mayContain(reference.rawValue) else { return nil }
    let row = try row(
      """
      SELECT sku, first_purchased, first_eta FROM batches JOIN products ON id = product
      WHERE ref = ?
      """,
      [reference.rawValue]
    )
    guard let row else { return nil }
    return CreateBatch(
      reference: reference,
      sku: Sku(rawValue: row[0]),
      quantity: row[1],
      eta: row.day(2)
    )
  }

  func nextEvent() -> Event? { events.next() }

  /// A product has changed and its version is to be saved.
  func noteChange(of records: SQLiteRecords) { changed.append(records) }

  /// Takes a product in that is not in memory yet.
  @discardableResult
  func keep(_ product: Product, _ records: SQLiteRecords) -> Product {
    records.place = loaded.append(LoadedProduct(product: product, records: records))
    return product
  }

  /// Batches were taken into a product in memory.
  func countBatches(_ count: Int = 1) { loadedBatches += count }

  func pendingLine(_ key: LineKey) -> PendingLine? {
    changes.lines.find(key) ?? handedOver?.lines.find(key)
  }

  func pendingBatch(_ reference: BatchReference) -> PendingBatch? {
    changes.batches.find(reference) ?? handedOver?.batches.find(reference)
  }

  // MARK: - The life of a chunk

  func begin() throws {
    expected.removeAll()
    // A chunk that failed has made memory forget what is still being written: wait for it.
    if handedOver == nil { try connection.settle() }
    if loadedBatches > Self.batchesKept {
      try connection.settle()
      unload()
    }
    if connection.isSettled {
      handedOver = nil
      marks = try connection.look(Watermarks.init)
      if filter == nil { filter = try connection.look(LineFilter.init) }
    }
    changes.run = marks.run
  }

  /// Has all that was collected written: by and by, or at once where a transaction is open.
  func save() throws {
    for records in changed {
      changes.versions.append((id: records.id, version: loaded[records.place].product.version))
      records.forgetChanges()
    }
    changed.removeAll(keepingCapacity: true)
    origins.forget()
    marks.include(changes)
    if connection.isWriting {
      try connection.write(changes.write)
      handedOver = nil
    } else if !changes.isEmpty {
      try connection.handOver { [changes] in try changes.write($0) }
      handedOver = changes
    }
    changes = Changes()
  }

  /// The chunk is gone: nothing in memory can be trusted.
  func forget() {
    changes = Changes()
    expected.removeAll()
    handedOver = nil
    origins.forget()
    changed.removeAll()
    events.removeAll()
    unload()
  }

  /// Bounds what is kept between chunks to some 150 bytes for each of so many.
  private static let batchesKept = 1_500_000

  private func unload() {
    loaded.removeAll()
    loadedBatches = 0
  }

  // MARK: - Speaking SQL

  /// Looks one row up among what is committed, or written in the open transaction.
  func row(_ sql: String, _ arguments: StatementArguments) throws -> Row? {
    try connection.look { db in
      try Row.fetchOne(db.cachedStatement(sql: sql), arguments: arguments)
    }
  }

  /// Does something rare at once, behind all that was collected.
  func run(_ sql: String, _ arguments: StatementArguments) throws {
    expected.removeAll()
    try writePending()
    try connection.write { db in
      try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }
  }

  /// Writes what was collected, so that SQL sees it; the stock stays, for it is in memory.
  func writePending() throws {
    guard
      !changes.products.isEmpty || !changes.lines.isEmpty || !changes.batches.isEmpty
        || handedOver != nil
        || !connection.isWriting
    else { return }
    expected.removeAll()
    marks.include(changes)
    var pending = Changes()
    pending.run = changes.run
    swap(&pending.products, &changes.products)
    swap(&pending.batches, &changes.batches)
    swap(&pending.lines, &changes.lines)
    try connection.write { db in try pending.write(db) }
    handedOver = nil
  }
}

/// What a batch has available, and the head of its chain.
struct BatchStock: Sendable {
  let product: Int
  let batch: Int
  let available: Int
  let newest: LineNumber?
}

extension Row {
  /// A day, or NULL.
  func day(_ column: Int) -> Day? { (self[column] as String?).flatMap { Day($0.utf8) } }

  /// The number of a line, or NULL.
  func lineNumber(_ column: Int) -> LineNumber? { (self[column] as Int?).map(LineNumber.init) }
}
