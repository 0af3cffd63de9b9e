import Domain
import MorningPage
import ServiceLayer

/// The order lines that are not accepted yet because they name something unknown.
struct DeferredOrders {
  let store: any Store
  let hints: Hints

  private static let most = 50

  /// The oldest of them, and how many there are.
  func lines(at run: Run) throws -> ([LineNotAccepted], Int) {
    var found: [(source: RowSource, wanted: OrderLine, fault: RowFault?)] = []
    let count = try store.rows.openDeferredRows(of: .orders, atMost: Self.most) { row in
      // In a database of an earlier version, the line is known only after the next try of its row.
      guard let wanted = row.deferredLine else { return }
      found.append((row.source, wanted, row.faults.last))
    }
    var lines: [LineNotAccepted] = []
    for importID in Set(found.map(\.source.importID)).sorted() {
      guard let file = try store.imports.find(importID) else { continue }
      let nights = try store.runs.run(of: file).map { run.nights(since: $0) } ?? 0
      for row in found where row.source.importID == importID {
        lines.append(
          LineNotAccepted(
            orderID: row.wanted.orderID.rawValue,
            sku: row.wanted.sku.rawValue,
            quantity: row.wanted.quantity,
            file: file.name.displayed,
            line: row.source.line,
            nights: nights,
            reason: try row.fault.map(hints.reason) ?? ""
          )
        )
      }
    }
    return (lines, count)
  }
}
