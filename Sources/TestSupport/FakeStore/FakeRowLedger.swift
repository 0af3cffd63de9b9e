import Domain
import ServiceLayer

/// The ledger of rows in memory; nothing has to be synced.
final class FakeRowLedger: RowLedger {
  let store: FakeStore

  init(store: FakeStore) { self.store = store }

  func importsWithDeferredRows(of kind: FileKind) -> [(importID: Int, rows: Int)] {
    store.tables.imports.filter { $0.kind == kind }
      .map { file in
        (
          importID: file.id,
          rows: store.tables.rows { $0.outcome == .deferred && $0.source.importID == file.id }.count
        )
      }
      .filter { $0.rows > 0 }
  }

  func deferredRows(
    of importID: Int,
    notTriedSince retry: Int,
    limit: Int
  ) -> [KeptRow] {
    let rows = store.tables.rows {
      $0.outcome == .deferred && $0.source.importID == importID && $0.triedIn < retry
    }
    return Array(rows.prefix(limit))
  }

  func rejectedRows(triedIn importID: Int, _ row: (KeptRow) throws -> Void) throws {
    for rejected in store.tables.rows(where: { $0.isRejected(in: importID) }) { try row(rejected) }
  }

  func widestRejectedRow(triedIn importID: Int) -> Int? {
    store.tables.rows.values.filter { $0.isRejected(in: importID) }.map(\.cellCount).max()
  }
}

extension KeptRow {
  fileprivate func isRejected(in importID: Int) -> Bool {
    outcome == .rejected && triedIn == importID
  }
}
