import Domain
import GRDB
import ServiceLayer

extension SQLiteProducts: AllocationsView {
  /// Shows a line; one that was accepted just now is written to the view along with its own row.
  func add(_ line: OrderLine, on reference: BatchReference) throws {
    guard !changes.lines.lastIs(line) else { return }
    try run(
      """
      INSERT INTO allocations_view (orderid, sku, qty, batchref) VALUES (?, ?, ?, ?)
      ON CONFLICT (orderid, sku) DO UPDATE SET qty = excluded.qty, batchref = excluded.batchref
      """,
      [line.orderID.rawValue, line.sku.rawValue, line.quantity, reference.rawValue]
    )
    try tell("allocated", line, on: reference)
  }

  func remove(_ line: OrderLine, from reference: BatchReference) throws {
    try run(
      "DELETE FROM allocations_view WHERE orderid = ? AND sku = ?",
      [line.orderID.rawValue, line.sku.rawValue]
    )
    try tell("deallocated", line, on: reference)
  }

  /// Keeps the first allocation of a line that is about to lose it, unless it was reported.
  ///
  /// Until a line moves, its own row tells of its allocation; then its whole story stands among
  /// the changes.
  func tellFirstAllocation(of allocation: Allocation, on reference: BatchReference) throws {
    guard allocation.number.rawValue > marks.reported,
      let row = try row(
        "SELECT moved FROM order_lines WHERE number = ?",
        [allocation.number.rawValue]
      ),
      row[0] == false
    else { return }
    try tell(
      "allocated",
      allocation.line,
      on: reference,
      place: (allocation.number.rawValue, 0)
    )
  }

  private func tell(
    _ change: String,
    _ line: OrderLine,
    on reference: BatchReference,
    place: (after: Int, seq: Int)? = nil
  ) throws {
    let (after, seq) = place ?? (marks.nextLine - 1, marks.takeChange())
    try run(
      """
      INSERT INTO changes (after, seq, orderid, sku, qty, batchref, change)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        after, seq, line.orderID.rawValue, line.sku.rawValue, line.quantity, reference.rawValue,
        change,
      ]
    )
  }
}
