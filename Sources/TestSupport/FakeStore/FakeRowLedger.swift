import ServiceLayer

/// What the ledger says of rows, in the fake store's transaction.
final class FakeRowLedger: RowLedger {
  private let store: FakeStore

  init(store: FakeStore) { self.store = store }

  func keep(_ row: UnsettledRow) { store.tables.rows[LedgerTables.RowKey(row.source)] = row }

  func settle(_ source: RowSource) { store.tables.rows[LedgerTables.RowKey(source)] = nil }

  func advance(_ importID: Int, doneRows: Int, counts: RowCounts) {
    store.tables.change(importID) {
      $0.doneRows = doneRows
      $0.counts = counts
    }
  }
}
