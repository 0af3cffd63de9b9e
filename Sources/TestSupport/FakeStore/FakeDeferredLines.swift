import Domain
import ServiceLayer

/// The order lines that deferred rows of the fake store would create.
final class FakeDeferredLines: DeferredLines {
  private let store: FakeStore

  init(store: FakeStore) { self.store = store }

  func lines(of orderID: OrderID) -> [DeferredLine] {
    var lines: [Sku: DeferredLine] = [:]
    for row in store.tables.rows(where: { $0.deferredLine?.orderID == orderID }) {
      guard let line = row.deferredLine, lines[line.sku] == nil else { continue }
      lines[line.sku] = DeferredLine(line: line, source: row.source)
    }
    return lines.values.sorted {
      $0.line.sku.rawValue.utf8.lexicographicallyPrecedes($1.line.sku.rawValue.utf8)
    }
  }

  func close(_ orderID: OrderID, _ sku: Sku) {
    let rows = store.tables.rows {
      $0.deferredLine?.orderID == orderID && $0.deferredLine?.sku == sku
    }
    store.tables.closedRows.formUnion(rows.map { LedgerTables.RowNumber($0.source) })
  }
}
