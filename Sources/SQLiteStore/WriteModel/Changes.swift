import Domain
import GRDB
import ServiceLayer

/// What a chunk has collected, to be written in one go.
struct Changes: Sendable {
  var products: [(id: Int, sku: Sku)] = []
  var batches = PendingBatches()
  var lines = PendingLines()
  /// The stock of batches that changed, by batch number.
  var stock: [Int: BatchStock] = [:]
  /// The versions of products that changed, with the products' ids.
  var versions: [(id: Int, version: Int)] = []
  var rows = PendingRows()
  /// The run in which lines begin to wait.
  var run = 0

  var isEmpty: Bool {
    products.isEmpty && batches.isEmpty && lines.isEmpty && stock.isEmpty && versions.isEmpty
      && rows.isEmpty
  }

  func write(_ db: Database) throws {
    try db.insert(products, into: "products (id, sku, version)", columns: 3) { row, product in
      row.bind(product.id)
      row.bind(product.sku.rawValue)
      row.bind(0)
    }
    try writeBatches(db)
    try writeLines(db)
    try writeStock(db)
    try db.run(
      "UPDATE products SET version = ? WHERE id = ?",
      for: versions.sorted { $0.id < $1.id }
    ) { row, product in
      row.bind(product.version)
      row.bind(product.id)
    }
    try rows.write(db)
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
      row.bind(batch.importID)
      row.bind(batch.fileLine)
    }
  }

  private func writeLines(_ db: Database) throws {
    try db.insert(
      lines.lines,
      into: "order_lines (number, orderid, sku, qty, batch, previous, import, line)",
      columns: 8
    ) { row, line in
      row.bind(line.number.rawValue)
      row.bind(line.line.orderID.rawValue)
      row.bind(line.line.sku.rawValue)
      row.bind(line.line.quantity)
      row.bind(line.batch)
      row.bind(line.previous?.rawValue)
      row.bind(line.importID)
      row.bind(line.fileLine)
    }
    let lines = lines.lines
    try db.insert(
      self.lines.allocatedByKey(),
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

  /// Writes what changed of the open stock, product by product.
  private func writeStock(_ db: Database) throws {
    let changed = stock.sorted { ($0.value.product, $0.key) < ($1.value.product, $1.key) }
    try db.insert(
      changed.filter { $0.value.available > 0 },
      into: "stock (product, batch, available, newest)",
      columns: 4,
      onConflict: """
        ON CONFLICT (product, batch)
        DO UPDATE SET available = excluded.available, newest = excluded.newest
        """
    ) { row, batch in
      row.bind(batch.value.product)
      row.bind(batch.key)
      row.bind(batch.value.available)
      row.bind(batch.value.newest?.rawValue)
    }
    let usedUp = changed.filter { $0.value.available == 0 }
    try db.run("DELETE FROM stock WHERE product = ? AND batch = ?", for: usedUp) { row, batch in
      row.bind(batch.value.product)
      row.bind(batch.key)
    }
    try db.insert(
      usedUp.filter { $0.value.newest != nil }.sorted { $0.key < $1.key },
      into: "used_up (batch, newest)",
      columns: 2,
      onConflict: "ON CONFLICT (batch) DO UPDATE SET newest = excluded.newest"
    ) { row, batch in
      row.bind(batch.key)
      row.bind(batch.value.newest?.rawValue)
    }
  }
}
