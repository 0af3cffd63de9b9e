import Domain
import GRDB
import ServiceLayer

/// Writes the view, called by event handlers; nothing else adds a row to it.
final class ViewWriter: AllocationsView {
  private let buffer: WriteBuffer

  init(buffer: WriteBuffer) { self.buffer = buffer }

  /// Adds a line; one that was just accepted is only marked, and written in bulk with the others.
  func add(_ line: OrderLine, on reference: BatchReference) throws {
    guard !buffer.showLast(line, on: reference) else { return }
    try buffer.run(
      """
      INSERT INTO allocations_view (orderid, sku, qty, batchref) VALUES (?, ?, ?, ?)
      ON CONFLICT (orderid, sku) DO UPDATE SET qty = excluded.qty, batchref = excluded.batchref
      """,
      [line.orderID.rawValue, line.sku.rawValue, line.quantity, reference.rawValue]
    )
  }

  func remove(_ line: OrderLine, from reference: BatchReference) throws {
    try buffer.run(
      "DELETE FROM allocations_view WHERE orderid = ? AND sku = ?",
      [line.orderID.rawValue, line.sku.rawValue]
    )
  }
}
