import Domain
import GRDB
import ServiceLayer

extension SQLiteProducts {
  /// Looks a line up among those that are written.
  func writtenLine(_ key: LineKey) throws -> KnownLine? {
    if marks.view.mayContain(key),
      let row = try row(
        "SELECT qty, batchref FROM allocations_view WHERE orderid = ? AND sku = ?",
        key.arguments
      )
    {
      return KnownLine(quantity: row[0], state: .allocated(to: BatchReference(rawValue: row[1])))
    }
    if marks.backorders.mayContain(key),
      let row = try row(
        "SELECT qty, number FROM backorders WHERE orderid = ? AND sku = ?",
        key.arguments
      )
    {
      return KnownLine(quantity: row[0], state: .waiting(LineNumber(rawValue: row[1])))
    }
    if marks.cancelled.mayContain(key),
      let row = try row(
        "SELECT qty FROM cancelled_lines WHERE orderid = ? AND sku = ?",
        key.arguments
      )
    {
      return KnownLine(quantity: row[0], state: .cancelled)
    }
    return nil
  }

  /// The oldest back-order that fits, and whether any waits at all.
  ///
  /// Back-orders are kept by quantity and age: a step for each quantity that some line wants,
  /// not for each line.
  func oldestBackorder(
    of sku: Sku,
    fitting quantity: Int
  ) throws -> (oldest: Backorder?, anyWaits: Bool) {
    var oldest: Backorder?
    var wanted = 0
    while let row = try row(
      """
      SELECT qty, number, orderid FROM backorders WHERE sku = ? AND qty > ?
      ORDER BY qty, number LIMIT 1
      """,
      [sku.rawValue, wanted]
    ) {
      wanted = row[0]
      guard wanted <= quantity else { return (oldest, true) }
      let number = LineNumber(rawValue: row[1])
      if let oldest, oldest.number < number { continue }
      oldest = Backorder(
        number: number,
        line: OrderLine(orderID: OrderID(rawValue: row[2]), sku: sku, quantity: wanted)
      )
    }
    return (oldest, oldest != nil)
  }
}
