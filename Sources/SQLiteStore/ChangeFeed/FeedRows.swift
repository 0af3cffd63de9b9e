import GRDB
import ServiceLayer

/// The changes after a position, oldest first, merged from the two tables that hold them.
///
/// The first allocation of an order line is stored in the line's own row until the line moves. Then
/// all its changes are in the table of changes. So nearly every change costs nothing extra.
final class FeedRows {
  /// Which of the two queries has the next row.
  enum Row {
    /// The row is in `lines`.
    case firstPlacement
    /// The row is in `changes`.
    case change
  }

  /// orderid, sku, qty, batch, number; with sources also import, line.
  let lines: ReportRows
  /// orderid, sku, qty, batchref, change, cause, seq, line.
  let changes: ReportRows
  private var hasLine = false
  private var hasChange = false
  private var isBegun = false
  /// The query that had the last row; it must advance before the next row is returned.
  private var last: Row?

  /// With sources, the rows also say which row of a file accepted the line; that costs time.
  init(_ db: Database, after position: FeedPosition, withSources: Bool) throws {
    let columns = withSources ? ", import, line" : ""
    lines = try ReportRows(
      db,
      """
      SELECT orderid, sku, qty, batch, number\(columns) FROM order_lines
      WHERE number > ? AND batch IS NOT NULL AND NOT moved ORDER BY number
      """,
      [position.cause]
    )
    changes = try ReportRows(
      db,
      """
      SELECT orderid, sku, qty, batchref, change, cause, seq, line FROM changes
      WHERE (cause, seq) > (?, ?) ORDER BY cause, seq
      """,
      [position.cause, position.number]
    )
  }

  func next() throws -> Row? {
    if !isBegun {
      isBegun = true
      hasLine = try lines.next()
      hasChange = try changes.next()
    }
    switch last {
    case .firstPlacement: hasLine = try lines.next()
    case .change: hasChange = try changes.next()
    case nil: break
    }
    // The allocation of a line comes before everything else that its row caused.
    if hasChange, !hasLine || changes.number(5) < lines.number(4) {
      last = .change
    } else {
      last = hasLine ? .firstPlacement : nil
    }
    return last
  }
}
