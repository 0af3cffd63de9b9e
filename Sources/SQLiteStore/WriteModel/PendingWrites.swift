import Domain
import GRDB
import ServiceLayer
import StoreMemory

/// Everything that a chunk has collected, to be written in bulk.
struct PendingWrites: Sendable {
  var products: [(id: Int, sku: Sku)] = []
  var batches = PendingBatches()
  var lines: PendingLines
  /// The stock of batches that changed; of two entries for a batch, the later one counts.
  private(set) var stock: [BatchStock] = []
  /// The products that changed.
  var changed: [ProductToday] = []
  var rows = PendingRows()
  /// Shapes of order ids that are new.
  var shapes: [OrderIDShapes.Shape] = []
  /// The current run, in which new back-orders begin to wait.
  var run = 0

  var isEmpty: Bool {
    products.isEmpty && batches.isEmpty && lines.isEmpty && stock.isEmpty && changed.isEmpty
      && rows.isEmpty && shapes.isEmpty
  }

  /// Begins a chunk, with room for as many lines as the one before had.
  init(after last: PendingWrites? = nil) {
    lines = PendingLines(expecting: last?.lines.lines.count ?? 0)
  }

  /// Whether there are new rows that SQL statements must see; stock and versions are read only from
  /// memory.
  var hasNew: Bool { !products.isEmpty || !lines.isEmpty || !batches.isEmpty }

  /// Removes and returns what SQL statements must see; the rest stays.
  mutating func takeNew() -> PendingWrites {
    var new = PendingWrites()
    new.run = run
    swap(&new.products, &products)
    swap(&new.batches, &batches)
    swap(&new.lines, &lines)
    swap(&new.shapes, &shapes)
    return new
  }

  /// Adds the stock of a batch, or replaces the entry at an index if it is of the same batch.
  ///
  /// - Returns: The index of the entry.
  mutating func note(_ batch: BatchStock, at place: Int?) -> Int {
    if let place, stock[place].batch == batch.batch {
      stock[place] = batch
      return place
    }
    stock.append(batch)
    return stock.count - 1
  }

  func write(_ db: Database) throws {
    try db.insert(products, into: "products (id, sku, version)", columns: 3) { row, product in
      row.bind(product.id)
      row.bind(product.sku.rawValue)
      row.bind(0)
    }
    try writeBatches(db)
    try lines.withLines { try writeLines(db, $0) }
    try writeStock(db)
    try db.run(
      "UPDATE products SET version = ?, ordered = ?, ordered_since = ? WHERE id = ?",
      for: changed.sorted { $0.id < $1.id }
    ) { row, product in
      row.bind(product.version)
      row.bind(product.ordered.units)
      row.bind(product.ordered.run)
      row.bind(product.id)
    }
    try rows.write(db)
    for shape in shapes {
      try db.cachedStatement(
        sql: "INSERT OR IGNORE INTO order_id_shapes (digits, length) VALUES (?, ?)"
      ).execute(arguments: [shape.digits, shape.length])
    }
  }

  private func writeBatches(_ db: Database) throws {
    try db.insert(
      batches.batches,
      into: """
        batches (number, ref, product, purchased, eta, first_purchased, first_eta, import, line)
        """,
      columns: 9
    ) { row, batch in
      let eta = batch.command.eta?.description
      row.bind(batch.number)
      row.bind(batch.command.reference.rawValue)
      row.bind(batch.product)
      row.bind(batch.command.quantity)
      row.bind(eta)
      row.bind(batch.command.quantity)
      row.bind(eta)
      row.bind(batch.source.importID)
      row.bind(batch.source.line)
    }
  }

  private func writeLines(_ db: Database, _ lines: UnsafeBufferPointer<PendingLine>) throws {
    var numbers = try RisingNumbers(afterHighestOf: "order_lines", db)
    try db.insert(
      lines.indices,
      into: "order_lines (number, orderid, sku, qty, batch, previous, import, line)",
      columns: 8
    ) { row, position in
      row.bind(numbers.explicitNumber(for: lines[position].number.rawValue))
      row.bind(lines[position].line.orderID.rawValue)
      row.bind(lines[position].line.sku.rawValue)
      row.bind(lines[position].line.quantity)
      row.bind(lines[position].batch)
      row.bind(lines[position].previous?.rawValue)
      row.bind(lines[position].source.importID)
      row.bind(lines[position].source.line)
    }
    try db.insert(
      self.lines.shownByKey(),
      into: "allocations_view (orderid, sku, qty, batchref)",
      columns: 4
    ) { row, position in
      row.bind(lines[position].line.orderID.rawValue)
      row.bind(lines[position].line.sku.rawValue)
      row.bind(lines[position].line.quantity)
      row.bind(lines[position].reference?.rawValue)
    }
    try db.insert(
      self.lines.waiting(),
      into: "backorders (sku, qty, number, orderid, since)",
      columns: 5
    ) { row, position in
      row.bind(lines[position].line.sku.rawValue)
      row.bind(lines[position].line.quantity)
      row.bind(lines[position].number.rawValue)
      row.bind(lines[position].line.orderID.rawValue)
      row.bind(run)
    }
  }

  /// Writes the stock that changed, product by product.
  private func writeStock(_ db: Database) throws {
    let changed = newestStock()
    try db.insert(
      changed.filter { $0.available > 0 },
      into: "stock (product, batch, available, newest)",
      columns: 4,
      onConflict: """
        ON CONFLICT (product, batch)
        DO UPDATE SET available = excluded.available, newest = excluded.newest
        """
    ) { row, batch in
      row.bind(batch.product)
      row.bind(batch.batch)
      row.bind(batch.available)
      row.bind(batch.newest?.rawValue)
    }
    let usedUp = changed.filter { $0.available == 0 }
    try db.run("DELETE FROM stock WHERE product = ? AND batch = ?", for: usedUp) { row, batch in
      row.bind(batch.product)
      row.bind(batch.batch)
    }
    try db.insert(
      usedUp.filter { $0.newest != nil }.sorted { $0.batch < $1.batch },
      into: "used_up (batch, newest)",
      columns: 2,
      onConflict: "ON CONFLICT (batch) DO UPDATE SET newest = excluded.newest"
    ) { row, batch in
      row.bind(batch.batch)
      row.bind(batch.newest?.rawValue)
    }
  }

  /// The last entry of each batch, by product and batch.
  private func newestStock() -> [BatchStock] {
    // The sort is stable: the entries of one batch stay in the order in which they were added.
    let sorted = stock.sorted { ($0.product, $0.batch) < ($1.product, $1.batch) }
    return sorted.indices.filter {
      $0 + 1 == sorted.count || sorted[$0].batch != sorted[$0 + 1].batch
    }.map { sorted[$0] }
  }
}
