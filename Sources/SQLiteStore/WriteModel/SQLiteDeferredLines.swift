import Domain
import GRDB
import ServiceLayer

/// The order lines that deferred rows will create.
final class SQLiteDeferredLines: DeferredLines {
  private let buffer: WriteBuffer

  init(buffer: WriteBuffer) { self.buffer = buffer }

  func lines(of orderID: OrderID) throws -> [DeferredLine] {
    try buffer.writePendingRows()
    return try buffer.allRows(
      """
      SELECT awaited_sku, deferred_qty, import, row, line FROM unsettled_rows AS u
      WHERE awaited_order = ? AND deferred_qty IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM unsettled_rows AS older
        WHERE older.awaited_order = u.awaited_order AND older.awaited_sku = u.awaited_sku
          AND older.deferred_qty IS NOT NULL AND (older.import, older.row) < (u.import, u.row))
      ORDER BY awaited_sku
      """,
      [orderID.rawValue]
    ).map { row in
      DeferredLine(
        line: OrderLine(orderID: orderID, sku: Sku(rawValue: row[0]), quantity: row[1]),
        source: RowSource(importID: row[2], row: row[3], line: row[4])
      )
    }
  }

  func close(_ orderID: OrderID, _ sku: Sku) throws {
    try buffer.run(
      """
      UPDATE unsettled_rows SET is_open = 0
      WHERE awaited_order = ? AND awaited_sku = ? AND deferred_qty IS NOT NULL
      """,
      [orderID.rawValue, sku.rawValue]
    )
  }
}
