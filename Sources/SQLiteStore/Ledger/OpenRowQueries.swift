import Domain
import GRDB
import ServiceLayer

/// Queries about open rows, and the closing of rows.
extension SQLiteRowLedger {
  func closeRows(at run: Run, forgetDays: Int) throws {
    try connection.transaction { db in
      try db.execute(
        sql: """
          UPDATE unsettled_rows SET is_open = 0
          WHERE \(Self.isToCorrect) AND (
            \(Self.isAcceptedElsewhere)
            OR (SELECT started / 86400 FROM imports JOIN runs ON runs.id = imports.run
              WHERE imports.id = tried) <= ?)
          """,
        arguments: [run.started / 86_400 - forgetDays]
      )
    }
  }

  func rowsToCorrect(of importID: Int, upTo row: Int) throws -> [RowsToCorrect] {
    try connection.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT count(*), rejects_file FROM unsettled_rows JOIN imports ON imports.id = tried
          WHERE import = ? AND row <= ? AND \(Self.isToCorrect) GROUP BY tried ORDER BY tried
          """,
        arguments: [importID, row]
      ).map { RowsToCorrect(rows: $0[0], file: $0[1]) }
    }
  }

  func rowsToCorrect(rejectedIn importID: Int) throws -> Int {
    try connection.read { db in
      try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM unsettled_rows
          WHERE tried = ? AND \(Self.isToCorrect) AND NOT (\(Self.isAcceptedElsewhere))
          """,
        arguments: [importID]
      ) ?? 0
    }
  }

  func filesToCorrect() throws -> [(importID: Int, name: FileName)] {
    try connection.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT id, rejects_file FROM imports WHERE rejects_file IS NOT NULL
            AND id IN (SELECT tried FROM unsettled_rows WHERE \(Self.isToCorrect)) ORDER BY id
          """
      ).map { (importID: $0[0], name: $0[1]) }
    }
  }

  func skipped(by importID: Int) throws -> SkippedOrderLines? {
    try connection.read { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT (SELECT count(*) FROM passed_over_lines WHERE import = ?1), orderid, sku, line
          FROM passed_over_lines WHERE import = ?1 ORDER BY line LIMIT 1
          """,
        arguments: [importID]
      ).map {
        SkippedOrderLines(
          lines: $0[0],
          orderID: OrderID(rawValue: $0[1]),
          sku: Sku(rawValue: $0[2]),
          line: $0[3]
        )
      }
    }
  }

  func openRows(before run: Run) throws -> OpenRows {
    try connection.read { db in
      // The joins start from the rows, since there are more runs than open rows.
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT count(*) FILTER (WHERE outcome = 'rejected'),
            count(*) FILTER (WHERE outcome = 'deferred'), min(runs.started / 86400)
          FROM unsettled_rows CROSS JOIN imports ON imports.id = import
          CROSS JOIN runs ON runs.id = imports.run
          WHERE is_open = 1 AND runs.id < ?1
            AND (outcome = 'deferred' OR tried NOT IN (SELECT id FROM imports WHERE run = ?1))
          """,
        arguments: [run.id]
      )
      guard let row, let oldest = row[2] as Int? else { return OpenRows() }
      return OpenRows(rejected: row[0], deferred: row[1], nights: run.started / 86_400 - oldest)
    }
  }

  func rejections(in run: Run) throws -> [RejectionGroup] {
    try connection.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT code, column_name, refused, files, name FROM (
            SELECT code, column_name, count(*) AS refused, count(DISTINCT import) AS files,
              min(import) AS first
            FROM unsettled_rows AS u JOIN faults AS f USING (import, row)
            WHERE tried IN (SELECT id FROM imports WHERE run = ?) AND outcome = 'rejected'
              AND n = (SELECT max(n) FROM faults WHERE import = u.import AND row = u.row)
            GROUP BY code, column_name)
          JOIN imports ON imports.id = first ORDER BY refused DESC, code, column_name
          """,
        arguments: [run.id]
      ).map {
        RejectionGroup(code: $0[0], column: $0[1], rows: $0[2], files: $0[3], file: $0[4])
      }
    }
  }

  func openGroups(at run: Run, newSince first: Int) throws -> [OpenGroup] {
    try connection.read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT u.outcome, f.code, f.column_name, is_new, grouped.rows, files, came, first.name, line, value,
            f.reason, iif(u.outcome = 'rejected', last.rejects_file, NULL)
          FROM (
            SELECT outcome, code, column_name, count(*) AS rows, count(DISTINCT import) AS files,
              iif(outcome = 'rejected', last.run, first.run) >= ?1 AS is_new,
              min(runs.started / 86400) AS came, min(import << 32 | row) AS oldest
            FROM unsettled_rows AS u CROSS JOIN faults AS f USING (import, row)
            CROSS JOIN imports AS first ON first.id = import
            CROSS JOIN imports AS last ON last.id = tried
            CROSS JOIN runs ON runs.id = first.run
            WHERE (is_open = 1 OR last.run = ?2)
              AND n = (SELECT max(n) FROM faults WHERE import = u.import AND row = u.row)
            GROUP BY outcome, code, column_name, is_new) AS grouped
          JOIN unsettled_rows AS u ON u.import = oldest >> 32 AND u.row = oldest & 0xFFFFFFFF
          JOIN imports AS first ON first.id = u.import
          JOIN imports AS last ON last.id = tried
          JOIN faults AS f ON f.import = u.import AND f.row = u.row
            AND n = (SELECT max(n) FROM faults WHERE import = u.import AND row = u.row)
          ORDER BY grouped.rows DESC, f.code, f.column_name, u.outcome, is_new
          """,
        arguments: [first, run.id]
      )
      return try rows.map { row in
        OpenGroup(
          outcome: try row.word("outcome", as: KeptRow.Outcome.self),
          code: row[1],
          column: row[2],
          isNew: row[3],
          rows: row[4],
          files: row[5],
          nights: run.started / UTCTime.secondsOfADay - row[6],
          file: row[7],
          line: row[8],
          value: row[9],
          reason: row[10],
          rejectsFile: row[11]
        )
      }
    }
  }

  /// The same condition as that of the partial index `rows_to_mend`, so that SQLite uses the index.
  private static let isToCorrect = "is_open = 1 AND outcome = 'rejected'"
  /// A line is in just one of the three tables.
  private static let isAcceptedElsewhere = """
    EXISTS (SELECT 1 FROM batches WHERE ref = awaited_ref)
    OR EXISTS (SELECT 1 FROM allocations_view
      WHERE orderid = awaited_order AND sku = awaited_sku)
    OR EXISTS (SELECT 1 FROM backorders
      WHERE orderid = awaited_order AND sku = awaited_sku)
    OR EXISTS (SELECT 1 FROM cancelled_lines
      WHERE orderid = awaited_order AND sku = awaited_sku)
    """
}
