import Domain
import GRDB
import ServiceLayer

extension SQLiteProducts: AllocationsView {
  /// Shows a line; one that was accepted just now is written to the view along with its own row.
  func add(_ line: OrderLine, on reference: BatchReference) throws {
    guard !lines.lastIs(line) else { return }
    try writePending()
    try statement(
      """
      INSERT INTO allocations_view (orderid, sku, qty, batchref) VALUES (?, ?, ?, ?)
      ON CONFLICT (orderid, sku) DO UPDATE SET qty = excluded.qty, batchref = excluded.batchref
      """
    ).execute(arguments: [
      line.orderID.rawValue, line.sku.rawValue, line.quantity, reference.rawValue,
    ])
    noteInView(LineKey(orderID: line.orderID, sku: line.sku))
    try tell("allocated", line, on: reference, after: marks.nextLine - 1, seq: takeChangeNumber())
  }

  func remove(_ line: OrderLine, from reference: BatchReference) throws {
    try writePending()
    try statement("DELETE FROM allocations_view WHERE orderid = ? AND sku = ?")
      .execute(arguments: [line.orderID.rawValue, line.sku.rawValue])
    try tell("deallocated", line, on: reference, after: marks.nextLine - 1, seq: takeChangeNumber())
  }

  /// Keeps the first allocation of a line that is about to lose it, unless it was reported.
  ///
  /// Until a line moves, its own row tells of its allocation; then its whole story stands among
  /// the changes.
  func tellFirstAllocation(of allocation: Allocation, on reference: BatchReference) throws {
    guard allocation.number.rawValue > marks.reported else { return }
    let hasMoved = try Bool.fetchOne(
      statement("SELECT moved FROM order_lines WHERE number = ?"),
      arguments: [allocation.number.rawValue])
    guard hasMoved == false else { return }
    try tell(
      "allocated", allocation.line, on: reference, after: allocation.number.rawValue, seq: 0)
  }

  private func tell(
    _ change: String, _ line: OrderLine, on reference: BatchReference, after: Int, seq: Int
  ) throws {
    try statement(
      """
      INSERT INTO changes (after, seq, orderid, sku, qty, batchref, change)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """
    ).execute(arguments: [
      after, seq, line.orderID.rawValue, line.sku.rawValue, line.quantity, reference.rawValue,
      change,
    ])
  }
}
