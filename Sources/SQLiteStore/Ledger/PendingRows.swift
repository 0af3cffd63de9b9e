import Domain
import GRDB
import ServiceLayer

/// The outcomes of a chunk's rows, to be written together with the changes that the rows made.
struct PendingRows: Sendable {
  var kept: [KeptRow] = []
  var done: [RowSource] = []
  var closed: [(importID: Int, line: Int)] = []
  var skipped: [(orderID: OrderID, sku: Sku, line: Int, importID: Int)] = []
  var progress: [(importID: Int, doneRows: Int, counts: RowCounts)] = []

  var isEmpty: Bool {
    kept.isEmpty && done.isEmpty && closed.isEmpty && skipped.isEmpty && progress.isEmpty
  }

  func write(_ db: Database) throws {
    for source in done { try forget(source, db) }
    for row in kept { try keep(row, db) }
    for row in closed { try close(line: row.line, rejectedIn: row.importID, db) }
    for each in skipped {
      try db.cachedStatement(
        sql: """
          INSERT OR IGNORE INTO passed_over_lines (orderid, sku, import, line) VALUES (?, ?, ?, ?)
          """
      ).execute(arguments: [
        each.orderID.rawValue, each.sku.rawValue, each.importID, each.line,
      ])
    }
    for each in progress {
      try db.cachedStatement(
        sql: """
          UPDATE imports
          SET done_rows = ?, applied = ?, unchanged = ?, deferred = ?, rejected = ?,
            called_off = ?, called_off_line = ?, far_off = ?, far_off_line = ?,
            revived = ?, revived_line = ? WHERE id = ?
          """
      ).execute(arguments: [
        each.doneRows, each.counts.applied, each.counts.unchanged, each.counts.deferred,
        each.counts.rejected, each.counts.calledOff.rows, each.counts.calledOff.firstLine,
        each.counts.farOff.rows, each.counts.farOff.firstLine, each.counts.revived.rows,
        each.counts.revived.firstLine, each.importID,
      ])
    }
  }

  private func keep(_ row: KeptRow, _ db: Database) throws {
    // A retried row replaces what was stored of it.
    if row.source.importID != row.triedIn { try forget(row.source, db) }
    let key = row.awaited ?? row.deferredLine.map { .line($0.orderID, $0.sku) }
    try db.cachedStatement(
      sql: """
        INSERT INTO unsettled_rows
          (import, row, line, outcome, tried, cells, cell_count,
           awaited_order, awaited_sku, awaited_ref, deferred_qty)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      row.source.importID, row.source.row, row.source.line, row.outcome.rawValue, row.triedIn,
      row.cells.databaseBlob, row.cellCount, key?.orderID, key?.sku,
      key?.reference, row.deferredLine?.quantity,
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

  private func close(line: Int, rejectedIn importID: Int, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        UPDATE unsettled_rows SET is_open = 0
        WHERE tried = ? AND line = ? AND outcome = 'rejected' AND is_open = 1
        """
    ).execute(arguments: [importID, line])
  }

  private func forget(_ source: RowSource, _ db: Database) throws {
    for table in ["unsettled_rows", "faults"] {
      try db.cachedStatement(sql: "DELETE FROM \(table) WHERE import = ? AND row = ?")
        .execute(arguments: [source.importID, source.row])
    }
  }
}

extension RowKey {
  fileprivate var orderID: String? {
    guard case .line(let orderID, _) = self else { return nil }
    return orderID.rawValue
  }

  fileprivate var sku: String? {
    guard case .line(_, let sku) = self else { return nil }
    return sku.rawValue
  }

  fileprivate var reference: String? {
    guard case .batch(let reference) = self else { return nil }
    return reference.rawValue
  }
}
