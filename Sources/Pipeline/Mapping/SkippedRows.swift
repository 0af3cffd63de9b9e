import Domain
import ServiceLayer

/// The order lines in rows that a rule skips, collected while a file is read.
///
/// A program may mark an order as cancelled in a column and leave the row in its list. If such a
/// row is skipped, the line still holds its stock, which must be reported.
final class SkippedRows {
  private var lines: [RowKey: Int] = [:]

  /// Adds a row; only the first row of each order line counts.
  func note(_ key: RowKey, at line: Int) {
    guard case .line = key, lines[key] == nil else { return }
    lines[key] = line
  }

  var isEmpty: Bool { lines.isEmpty }

  /// Records in the ledger the lines that are not cancelled.
  func noteStanding(in work: any UnitOfWork, by importID: Int) throws {
    for case (.line(let orderID, let sku), let line) in lines.sorted(by: { $0.value < $1.value })
    where try Self.stands(orderID, sku, in: work) {
      try work.rows.noteSkipped(orderID, sku, at: line, by: importID)
    }
  }

  /// Whether a line is known or deferred, and is not cancelled.
  private static func stands(_ orderID: OrderID, _ sku: Sku, in work: any UnitOfWork) throws -> Bool
  {
    if let known = try work.products.line(orderID, sku) { return !known.isCancelled }
    return try work.deferredLines.lines(of: orderID).contains { $0.line.sku == sku }
  }
}
