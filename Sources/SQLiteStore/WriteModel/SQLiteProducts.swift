import Domain
import GRDB
import ServiceLayer

/// The products in use, and the rows that wait to be written in bulk.
///
/// What nearly every row does (accept a line, allocate it, show it in the view, take in a batch) is
/// collected and written fifty rows to a statement. Everything rarer first writes what was
/// collected and then speaks SQL, so that it always sees the truth.
final class SQLiteProducts: ProductRepository {
  let connection: Connection
  var source = RowSource(importID: 0, row: 0, line: 0)

  var lines = PendingLines()
  var newBatches = PendingBatches()
  /// The stock of batches that changed, by batch number.
  var stock: [Int: BatchStock] = [:]
  var origins = OriginsByBatch()

  private(set) var marks = Watermarks()
  private var loaded: [Sku: LoadedProduct] = [:]
  private var loadedBatches = 0
  private var inUse: [LoadedProduct] = []
  private var changed: [LoadedProduct] = []

  init(connection: Connection) { self.connection = connection }

  func get(_ sku: Sku) throws -> Product? {
    if let known = loaded[sku] {
      inUse.append(known)
      return known.product
    }
    guard let found = try load(sku) else { return nil }
    return use(found)
  }

  func get(holding reference: BatchReference) throws -> Product? {
    if let sku = newBatches.creation(of: reference)?.sku { return try get(sku) }
    let sku = try String.fetchOne(
      statement(
        "SELECT sku FROM batches JOIN products ON id = product WHERE ref = ?"),
      arguments: [reference.rawValue])
    guard let sku else { return nil }
    return try get(Sku(rawValue: sku))
  }

  func add(_ sku: Sku) throws -> Product {
    let id = marks.nextProduct
    marks.nextProduct += 1
    try statement("INSERT INTO products (id, sku, version) VALUES (?, ?, 0)")
      .execute(arguments: [id, sku.rawValue])
    let records = SQLiteRecords(id: id, sku: sku, products: self)
    records.mayHaveBackorders = false
    return use(LoadedProduct(product: Product(sku: sku, records: records), records: records))
  }

  func creation(of reference: BatchReference) throws -> CreateBatch? {
    if let pending = newBatches.creation(of: reference) { return pending }
    guard marks.batchReferences.mayContain(reference.rawValue) else { return nil }
    let row = try Row.fetchOne(
      statement(
        """
        SELECT sku, first_purchased, first_eta
        FROM batches JOIN products ON id = product WHERE ref = ?
        """), arguments: [reference.rawValue])
    guard let row else { return nil }
    return CreateBatch(
      reference: reference, sku: Sku(rawValue: row[0]), quantity: row[1],
      eta: (row[2] as String?).flatMap { Day($0.utf8) })
  }

  func takeEvents(into queue: inout [Event]) {
    for product in inUse {
      product.product.takeEvents(into: &queue)
      if !product.records.isChanged, product.product.version != product.records.savedVersion {
        product.records.isChanged = true
        changed.append(product)
      }
    }
    inUse.removeAll(keepingCapacity: true)
  }

  // MARK: - The life of a transaction

  /// Reads the marks that numbers go on from.
  func begin() throws { marks = try Watermarks(connection.database()) }

  /// Writes all that was collected.
  func save() throws {
    try writePending()
    let db = try connection.database()
    try writeStock(db)
    let update = try db.cachedStatement(sql: "UPDATE products SET version = ? WHERE id = ?")
    for each in changed {
      try update.execute(arguments: [each.product.version, each.records.id])
    }
  }

  /// The transaction is committed: what is in memory is what is in the database.
  func committed() {
    for each in changed {
      each.records.isChanged = false
      each.records.savedVersion = each.product.version
    }
    changed.removeAll(keepingCapacity: true)
    stock.removeAll(keepingCapacity: true)
    origins.forget()
    if loadedBatches > Self.batchesKept { unload() }
  }

  /// The transaction is gone: nothing in memory can be trusted.
  func forget() {
    lines.removeAll()
    newBatches.removeAll()
    stock.removeAll()
    origins.forget()
    changed.removeAll()
    inUse.removeAll()
    unload()
  }

  /// Bounds what is kept between transactions to some tens of megabytes.
  private static let batchesKept = 400_000

  private func unload() {
    loaded.removeAll()
    loadedBatches = 0
  }

  // MARK: - Numbers and marks

  func takeLineNumber() -> LineNumber {
    defer { marks.nextLine += 1 }
    return LineNumber(rawValue: marks.nextLine)
  }

  func takeBatchNumber() -> Int {
    defer { marks.nextBatch += 1 }
    return marks.nextBatch
  }

  func takeChangeNumber() -> Int {
    defer { marks.nextChange += 1 }
    return marks.nextChange
  }

  func noteInView(_ key: LineKey) { marks.view.include(key) }
  func noteWaiting(_ key: LineKey) { marks.backorders.include(key) }
  func noteCancelled(_ key: LineKey) { marks.cancelled.include(key) }
  func noteBatchReference(_ reference: String) { marks.batchReferences.include(reference) }

  // MARK: - Loading

  func statement(_ sql: String) throws -> Statement {
    try connection.database().cachedStatement(sql: sql)
  }

  /// A batch was taken into a product in memory.
  func countBatch() { loadedBatches += 1 }

  private func load(_ sku: Sku) throws -> LoadedProduct? {
    let row = try Row.fetchOne(
      statement("SELECT id, version FROM products WHERE sku = ?"), arguments: [sku.rawValue])
    guard let row else { return nil }
    let records = SQLiteRecords(id: row[0], sku: sku, products: self)
    records.savedVersion = row[1]
    let batches = try records.openBatches()
    loadedBatches += batches.count
    return LoadedProduct(
      product: Product(sku: sku, version: row[1], batches: batches, records: records),
      records: records)
  }

  private func use(_ product: LoadedProduct) -> Product {
    loaded[product.product.sku] = product
    inUse.append(product)
    return product.product
  }
}

/// A product in memory, with the records that the store made for it.
struct LoadedProduct {
  let product: Product
  let records: SQLiteRecords
}

/// What a batch has available, and the head of its chain.
struct BatchStock {
  let product: Int
  let available: Int
  let newest: LineNumber?
}
