import Domain
import GRDB

/// What rule 10 needs: links inside a chain, changed quantities, and cancelled lines accepted
/// again.
extension SQLiteRecords {
  func firstQuantity(of orderID: OrderID) throws -> Int? {
    try buffer.row(
      "SELECT first_qty FROM amended_lines WHERE orderid = ? AND sku = ?",
      [orderID.rawValue, sku.rawValue]
    )?[0]
  }

  /// Reads the chain from its newest allocation on, except for the links that are in memory.
  func link(of orderID: OrderID, on batch: Batch) throws -> ChainLink? {
    var chain = chains[batch.number] ?? BatchChain(newest: batch.newestAllocation)
    let found = try chain.find(orderID) { number in
      room.take()
      return try allocation(number)
    }
    chains[batch.number] = chain
    // Read the allocation again: its older neighbour may have been removed since the chain was
    // read.
    guard let found, let allocation = try allocation(found.number) else { return nil }
    return ChainLink(allocation: allocation, newer: found.newer)
  }

  func chain(ofCancelled orderID: OrderID) throws -> BatchReference? {
    let row = try buffer.row(
      """
      SELECT ref FROM cancelled_lines AS c JOIN batches ON batches.number = c.batch
      WHERE orderid = ? AND sku = ? AND c.number IS NULL
      """,
      [orderID.rawValue, sku.rawValue]
    )
    return row.map { BatchReference(rawValue: $0[0]) }
  }

  func unlink(_ link: ChainLink, from batch: Batch) throws {
    chains[batch.number]?.remove(link.allocation)
    guard let newer = link.newer else { return note(batch) }
    try buffer.run(
      "UPDATE order_lines SET previous = ? WHERE number = ?",
      [link.allocation.previous?.rawValue, newer.rawValue]
    )
  }

  func amend(_ allocation: Allocation, to quantity: Int, on batch: Batch) throws {
    try keepFirstPlacement(of: allocation.number)
    try keepFirstQuantity(of: allocation.line)
    try buffer.run(
      "UPDATE order_lines SET qty = ?, moved = 1 WHERE number = ?",
      [quantity, allocation.number.rawValue]
    )
    noteOrdered(quantity - allocation.line.quantity)
    note(batch)
  }

  func amend(_ backorder: Backorder, to quantity: Int) throws {
    try keepFirstQuantity(of: backorder.line)
    try buffer.run(
      "UPDATE order_lines SET qty = ? WHERE number = ?",
      [quantity, backorder.number.rawValue]
    )
    try buffer.run(
      "UPDATE backorders SET qty = ? WHERE sku = ? AND qty = ? AND number = ?",
      [quantity, sku.rawValue, backorder.line.quantity, backorder.number.rawValue]
    )
    backorders.remove(backorder.number)
    backorders.add(backorder.number, quantity: quantity)
    noteOrdered(quantity - backorder.line.quantity)
  }

  func forgetCancelled(_ orderID: OrderID, unlinked link: ChainLink?) throws {
    let key: StatementArguments = [orderID.rawValue, sku.rawValue]
    let row = try buffer.row(
      "SELECT number FROM cancelled_lines WHERE orderid = ? AND sku = ?",
      key
    )
    if let number = link?.allocation.number ?? row?.lineNumber(0) {
      try keepFirstPlacement(of: number)
      try buffer.run("DELETE FROM order_lines WHERE number = ?", [number.rawValue])
    }
    try buffer.run("DELETE FROM cancelled_lines WHERE orderid = ? AND sku = ?", key)
    try buffer.run("DELETE FROM amended_lines WHERE orderid = ? AND sku = ?", key)
    try buffer.forgetSkipped(orderID, sku)
  }

  /// Stores the first quantity of a line, before it is changed for the first time.
  private func keepFirstQuantity(of line: OrderLine) throws {
    try buffer.run(
      "INSERT OR IGNORE INTO amended_lines (orderid, sku, first_qty) VALUES (?, ?, ?)",
      [line.orderID.rawValue, sku.rawValue, line.quantity]
    )
  }
}
