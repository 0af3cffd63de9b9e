import Domain
import GRDB
import ServiceLayer
import StoreMemory

/// The repository of products: a cache in memory, and the database behind it.
final class SQLiteProducts: ProductRepository {
  private let buffer: WriteBuffer
  private let lines: LineLookup
  private let loader: ProductLoader
  private let events: EventLog
  private let room = MemoryRoom()
  private var cache = ProductCache()
  /// The records of the products in memory, at the same indexes.
  private var records: [SQLiteRecords] = []

  init(buffer: WriteBuffer, lines: LineLookup, connection: Connection, events: EventLog) {
    self.buffer = buffer
    self.lines = lines
    self.events = events
    loader = ProductLoader(connection: connection)
  }

  func get(_ sku: Sku) throws -> Product? {
    if let product = cache.find(sku) { return product }
    guard mayKnowMore else { return nil }
    try load([sku])
    return cache.find(sku)
  }

  func get(holding reference: BatchReference) throws -> Product? {
    if let sku = buffer.pendingBatch(reference)?.command.sku { return try get(sku) }
    let row = try buffer.row(
      "SELECT sku FROM batches JOIN products ON id = product WHERE ref = ?",
      [reference.rawValue]
    )
    guard let row else { return nil }
    return try get(Sku(rawValue: row[0]))
  }

  func add(_ sku: Sku) throws -> Product {
    let records = makeRecords(id: buffer.takeProduct(sku), sku: sku, OrderedSince(), isNew: true)
    let product = Product(sku: sku, records: records, events: events)
    keep(product, records)
    return product
  }

  func skus(in orderID: OrderID) throws -> [Sku] { try lines.skus(in: orderID) }

  func line(_ orderID: OrderID, _ sku: Sku) throws -> KnownLine? {
    try lines.find(LineKey(orderID: orderID, sku: sku))
  }

  /// Stores the line as one that was waiting, with the number of its row.
  ///
  /// No accepted line has that number: a retried row gives its line the number of the retry.
  func withdraw(_ deferred: DeferredLine, from origin: Origin) throws {
    let (line, source) = (deferred.line, deferred.source)
    let number = LineNumber(importID: source.importID, row: source.row)
    lines.include(line, hash: LineKey(orderID: line.orderID, sku: line.sku).hash)
    try buffer.run(
      """
      INSERT INTO order_lines (number, orderid, sku, qty, import, line) VALUES (?, ?, ?, ?, ?, ?)
      """,
      [
        number.rawValue, line.orderID.rawValue, line.sku.rawValue, line.quantity, source.importID,
        source.line,
      ]
    )
    try buffer.keepCancelled(line, onBatch: nil, number: number, from: origin)
  }

  func creation(of reference: BatchReference) throws -> CreateBatch? {
    if let pending = buffer.pendingBatch(reference) { return pending.command }
    guard buffer.numbers.batchReferences.mayContain(reference.rawValue) else { return nil }
    let row = try buffer.row(
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

  // MARK: - Memory

  /// Loads the products that commands name, unless they are in memory.
  func load(for commands: [Command?]) throws {
    guard mayKnowMore else { return }
    var skus: Set<Sku> = []
    for case let sku? in commands.lazy.map({ $0?.sku }) where cache.find(sku) == nil {
      skus.insert(sku)
    }
    // A few products are loaded one by one when they are needed.
    guard skus.count > 8 else { return }
    try load(skus.sorted { $0.rawValue < $1.rawValue })
  }

  /// Adds the versions of the products that changed to the buffer.
  func noteVersions() {
    for place in buffer.takeChangedProducts() {
      buffer.note(
        ProductToday(
          id: records[place].id,
          version: cache[place].version,
          ordered: records[place].ordered
        )
      )
      records[place].forgetChanges()
    }
  }

  /// Whether memory holds so much that it must be unloaded before the next chunk.
  var isFull: Bool { room.isFull }

  func unload() {
    cache.removeAll()
    records.removeAll()
    room.empty()
  }

  /// Whether there may be products that are not in memory; their numbers have no gaps.
  private var mayKnowMore: Bool { cache.count < buffer.numbers.nextProduct - 1 }

  private func load(_ skus: [Sku]) throws {
    for found in try loader.load(skus) {
      let records = makeRecords(id: found.id, sku: found.sku, found.ordered, isNew: false)
      room.take(max(1, found.batches.count))
      keep(
        Product(
          sku: found.sku,
          version: found.version,
          batches: found.batches,
          records: records,
          events: events
        ),
        records
      )
    }
  }

  private func keep(_ product: Product, _ records: SQLiteRecords) {
    cache.append(product)
    self.records.append(records)
  }

  private func makeRecords(
    id: Int,
    sku: Sku,
    _ ordered: OrderedSince,
    isNew: Bool
  ) -> SQLiteRecords {
    SQLiteRecords(
      id: id,
      sku: sku,
      place: cache.count,
      ordered: ordered,
      backorders: ProductBackorders(sku: sku, isNew: isNew, buffer: buffer, room: room),
      buffer: buffer,
      lines: lines,
      room: room
    )
  }
}

/// Counts the batches, back-orders and chain links of the products in memory.
///
/// It limits what is kept between chunks: to `most` of them, with about 150 bytes each.
final class MemoryRoom {
  private static let most = 1_500_000
  private var taken = 0

  var isFull: Bool { taken > Self.most }

  func take(_ count: Int = 1) { taken += count }

  func empty() { taken = 0 }
}
