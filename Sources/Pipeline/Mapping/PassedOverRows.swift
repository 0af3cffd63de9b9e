import Domain
import ServiceLayer

/// The order lines that rows name which a rule passes over, while a file is read.
///
/// A program that marks an order as off in a column, and leaves the row in its list, may mean that the
/// line be called off. To pass over such a row must not leave its stock held in silence.
final class PassedOverRows {
  private var lines: [RowKey: Int] = [:]

  /// Notes a row; of each line the first counts.
  func note(_ key: RowKey, at line: Int) {
    guard case .line = key, lines[key] == nil else { return }
    lines[key] = line
  }

  var isEmpty: Bool { lines.isEmpty }

  /// Notes those of the lines in the ledger that stand.
  func noteStanding(in work: any UnitOfWork, by importID: Int) throws {
    for case (.line(let orderID, let sku), let line) in lines.sorted(by: { $0.value < $1.value })
    where try Self.stands(orderID, sku, in: work) {
      try work.rows.notePassedOver(orderID, sku, at: line, by: importID)
    }
  }

  /// Whether a line is known, or deferred, and was not called off.
  private static func stands(_ orderID: OrderID, _ sku: Sku, in work: any UnitOfWork) throws -> Bool
  {
    if let known = try work.products.line(orderID, sku) { return !known.isCancelled }
    return try work.deferredLines.lines(of: orderID).contains { $0.line.sku == sku }
  }
}
