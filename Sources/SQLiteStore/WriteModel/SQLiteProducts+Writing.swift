import Domain
import GRDB

extension SQLiteProducts {
  /// Writes the new batches and lines, so that SQL sees them.
  func writePending() throws {
    guard !lines.isEmpty || !newBatches.isEmpty else { return }
    let db = try connection.database()
    try writeBatches(db)
    try writeLines(db)
  }

  private func writeBatches(_ db: Database) throws {
    try db.insert(
      newBatches.batches,
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
    if let highest = newBatches.batches.map(\.command.reference.rawValue).max() {
      noteBatchReference(highest)
    }
    newBatches.removeAll()
  }

  private func writeLines(_ db: Database) throws {
    let lines = self.lines.lines
    try db.insert(
      lines,
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
    let placed = self.lines.allocatedByKey()
    try db.insert(
      placed, into: "allocations_view (orderid, sku, qty, batchref)", columns: 4
    ) { row, position in
      row.bind(lines[position].line.orderID.rawValue)
      row.bind(lines[position].line.sku.rawValue)
      row.bind(lines[position].line.quantity)
      row.bind(lines[position].reference?.rawValue)
    }
    if let highest = placed.last.map({ lines[$0].line }) {
      noteInView(LineKey(orderID: highest.orderID, sku: highest.sku))
    }
    let since = try currentRun()
    let waiting = lines.filter { $0.batch == nil }
    try db.insert(
      waiting, into: "backorders (sku, qty, number, orderid, since)", columns: 5
    ) { row, line in
      row.bind(line.line.sku.rawValue)
      row.bind(line.line.quantity)
      row.bind(line.number.rawValue)
      row.bind(line.line.orderID.rawValue)
      row.bind(since)
    }
    for line in waiting {
      noteWaiting(LineKey(orderID: line.line.orderID, sku: line.line.sku))
    }
    self.lines.removeAll()
  }

  /// Writes what changed of the open stock, product by product.
  func writeStock(_ db: Database) throws {
    let changed = stock.sorted { ($0.value.product, $0.key) < ($1.value.product, $1.key) }
    try db.insert(
      changed.filter { $0.value.available > 0 },
      into: "stock (product, batch, available, newest)", columns: 4,
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
    let delete = try db.cachedStatement(sql: "DELETE FROM stock WHERE product = ? AND batch = ?")
    for batch in usedUp {
      try delete.execute(arguments: [batch.value.product, batch.key])
    }
    try db.insert(
      usedUp.filter { $0.value.newest != nil }.sorted { $0.key < $1.key },
      into: "used_up (batch, newest)", columns: 2,
      onConflict: "ON CONFLICT (batch) DO UPDATE SET newest = excluded.newest"
    ) { row, batch in
      row.bind(batch.key)
      row.bind(batch.value.newest?.rawValue)
    }
  }
}
