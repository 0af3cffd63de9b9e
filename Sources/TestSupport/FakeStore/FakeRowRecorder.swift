import Domain
import ServiceLayer

/// Records the outcomes of rows, in the transaction of the fake store.
final class FakeRowRecorder: RowRecorder {
  private let store: FakeStore

  init(store: FakeStore) { self.store = store }

  func keep(_ row: KeptRow) {
    store.tables.rows[LedgerTables.RowNumber(row.source)] = row
    store.tables.closedRows.remove(LedgerTables.RowNumber(row.source))
  }

  func forget(_ source: RowSource) {
    store.tables.rows[LedgerTables.RowNumber(source)] = nil
    store.tables.closedRows.remove(LedgerTables.RowNumber(source))
  }

  func close(line: Int, rejectedIn importID: Int) {
    let closed = store.tables.openRows {
      $0.outcome == .rejected && $0.triedIn == importID && $0.source.line == line
    }
    store.tables.closedRows.formUnion(closed.map { LedgerTables.RowNumber($0.source) })
  }

  func noteSkipped(_ orderID: OrderID, _ sku: Sku, at line: Int, by importID: Int) {
    let key = RowKey.line(orderID, sku)
    guard store.tables.skipped[key] == nil else { return }
    store.tables.skipped[key] = LedgerTables.SkippedRow(importID: importID, line: line)
  }

  func advance(_ importID: Int, doneRows: Int, counts: RowCounts) {
    store.tables.change(importID) {
      $0.doneRows = doneRows
      $0.counts = counts
    }
  }
}
