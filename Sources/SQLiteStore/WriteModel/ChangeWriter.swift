import Domain
import GRDB
import ServiceLayer

/// Writes the change feed, called by event handlers.
final class ChangeWriter: ChangeRecorder {
  private let buffer: WriteBuffer
  private var cause = LineNumber(rawValue: 0)
  /// How many changes of this cause were written.
  private var written = 0

  init(buffer: WriteBuffer) { self.buffer = buffer }

  func begin() { cause = LineNumber(rawValue: 0) }

  /// Records a change.
  ///
  /// The allocation of a line when it is accepted is not recorded here: the line's own row has it.
  func record(
    _ change: PlacementChange.Kind,
    of line: OrderLine,
    on reference: BatchReference,
    from origin: Origin
  ) throws {
    if change == .allocated, buffer.lastIs(line, on: reference) { return }
    if cause != origin.age {
      cause = origin.age
      written = 0
    }
    written += 1
    try buffer.run(
      """
      INSERT INTO changes (cause, seq, orderid, sku, qty, batchref, change, line)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        cause.rawValue, written, line.orderID.rawValue, line.sku.rawValue, line.quantity,
        reference.rawValue, change.rawValue, origin.row.line,
      ]
    )
  }
}
