import GRDB
import ServiceLayer

/// What a chunk says of its rows, to be written with what the rows did.
struct PendingRows: Sendable {
  var kept: [UnsettledRow] = []
  var settled: [RowSource] = []
  var progress: [(importID: Int, doneRows: Int, counts: RowCounts)] = []

  var isEmpty: Bool { kept.isEmpty && settled.isEmpty && progress.isEmpty }

  func write(_ db: Database) throws {
    for source in settled { try forget(source, db) }
    for row in kept { try keep(row, db) }
    for each in progress {
      try db.cachedStatement(
        sql: """
          UPDATE imports
          SET done_rows = ?, applied = ?, unchanged = ?, deferred = ?, rejected = ? WHERE id = ?
          """
      ).execute(arguments: [
        each.doneRows, each.counts.applied, each.counts.unchanged, each.counts.deferred,
        each.counts.rejected, each.importID,
      ])
    }
  }

  private func keep(_ row: UnsettledRow, _ db: Database) throws {
    // A row that was tried again replaces what was kept of it.
    if row.source.importID != row.triedIn { try forget(row.source, db) }
    try db.cachedStatement(
      sql: """
        INSERT INTO unsettled_rows (import, row, line, outcome, tried, cells, cell_count)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      row.source.importID, row.source.row, row.source.line, row.outcome.rawValue, row.triedIn,
      row.cells.databaseBlob, row.cellCount,
    ])
    let insert = try db.cachedStatement(
      sql: """
        INSERT INTO faults (import, row, n, code, column_name, value, reason)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    )
    for (number, fault) in row.faults.enumerated() {
      try insert.execute(arguments: [
        row.source.importID, row.source.row, number, fault.code, fault.column, fault.value,
        fault.reason,
      ])
    }
  }

  private func forget(_ source: RowSource, _ db: Database) throws {
    for table in ["unsettled_rows", "faults"] {
      try db.cachedStatement(sql: "DELETE FROM \(table) WHERE import = ? AND row = ?")
        .execute(arguments: [source.importID, source.row])
    }
  }
}

extension SQLiteProducts: RowLedger {
  func keep(_ row: UnsettledRow) throws { changes.rows.kept.append(row) }

  func settle(_ source: RowSource) throws { changes.rows.settled.append(source) }

  func advance(_ importID: Int, doneRows: Int, counts: RowCounts) throws {
    changes.rows.progress.append((importID: importID, doneRows: doneRows, counts: counts))
  }
}
