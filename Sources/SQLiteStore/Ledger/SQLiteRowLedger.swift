import GRDB
import ServiceLayer

/// The row ledger inside the transaction that is open on the connection.
final class SQLiteRowLedger: RowLedger {
  private let connection: Connection

  init(connection: Connection) { self.connection = connection }

  func keep(_ row: UnsettledRow) throws {
    let db = try connection.database()
    try settle(row.source)
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
        """)
    for (number, fault) in row.faults.enumerated() {
      try insert.execute(arguments: [
        row.source.importID, row.source.row, number, fault.code, fault.column, fault.value,
        fault.reason,
      ])
    }
  }

  func settle(_ source: RowSource) throws {
    let db = try connection.database()
    for table in ["unsettled_rows", "faults"] {
      try db.cachedStatement(sql: "DELETE FROM \(table) WHERE import = ? AND row = ?")
        .execute(arguments: [source.importID, source.row])
    }
  }

  func advance(_ importID: Int, doneRows: Int, counts: RowCounts) throws {
    try connection.database().cachedStatement(
      sql: """
        UPDATE imports
        SET done_rows = ?, applied = ?, unchanged = ?, deferred = ?, rejected = ? WHERE id = ?
        """
    ).execute(arguments: [
      doneRows, counts.applied, counts.unchanged, counts.deferred, counts.rejected, importID,
    ])
  }
}
