import GRDB
import ServiceLayer

/// Reads the reports by plain SQL, without a Swift value for each cell.
final class SQLiteReports: ReportSource {
  private let database: any DatabaseWriter
  private let path: String

  init(_ database: any DatabaseWriter, path: String) {
    self.database = database
    self.path = path
  }

  func read(
    _ table: ReportTable,
    for run: Run,
    _ row: (UnsafeBufferPointer<ReportCell>) throws -> Void
  ) throws {
    try read { db in
      guard let sql = table.sql else { return try readChanges(db, row) }
      let isOfRun = table == .rejects || table == .unsettled
      let rows = try ReportRows(
        db,
        sql,
        areNumbers: table.areNumbers,
        isOfRun ? [run.id] : []
      )
      let names = try Names.ofFiles(db)
      while let cells = try rows.next() {
        if let column = table.fileColumn { cells[column] = try names.cell(cells[column]) }
        try row(UnsafeBufferPointer(cells))
      }
    }
  }

  /// Reads what happened since the last published report, in the order in which it did.
  ///
  /// The lines themselves tell of their first allocations, and of nothing else; among them come the
  /// few later changes, each behind the line that was the newest at the time.
  private func readChanges(
    _ db: Database,
    _ row: (UnsafeBufferPointer<ReportCell>) throws -> Void
  ) throws {
    let lines = try ReportRows(
      db,
      """
      SELECT orderid, sku, qty, batch, number FROM order_lines
      WHERE number > coalesce(
          (SELECT through FROM runs WHERE published ORDER BY id DESC LIMIT 1), 0)
        AND batch IS NOT NULL AND NOT moved
      ORDER BY number
      """,
      areNumbers: [false, false, true, true],
      last: "allocated"
    )
    let later = try ReportRows(
      db,
      "SELECT orderid, sku, qty, batchref, change, after FROM changes ORDER BY after, seq",
      areNumbers: ReportTable.changes.areNumbers
    )
    let references = try Names.ofBatches(db)
    var change = try later.next()
    while let line = try lines.next() {
      while let cells = change, later.number(5) < lines.number(4) {
        try row(UnsafeBufferPointer(cells))
        change = try later.next()
      }
      line[3] = try references.cell(line[3])
      try row(UnsafeBufferPointer(line))
    }
    while let cells = change {
      try row(UnsafeBufferPointer(cells))
      change = try later.next()
    }
  }

  func placements(of orderID: String) throws -> [Placement] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT orderid, sku, qty, batchref FROM allocations_view WHERE orderid = ? ORDER BY sku
          """,
        arguments: [orderID]
      ).map { Placement(orderID: $0[0], sku: $0[1], quantity: $0[2], reference: $0[3]) }
    }
  }

  /// Reads one committed state on a connection of its own, once all that was handed over before is
  /// written; within a rehearsal, what it has come to.
  private func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try StoreFailure.translating(path) {
      let rehearsed = try database.unsafeReentrantWrite { db in
        db.isInsideTransaction ? try body(db) : nil
      }
      return try rehearsed ?? database.read(body)
    }
  }
}

extension ReportTable {
  /// The column that holds an import's id in place of its file's name.
  fileprivate var fileColumn: Int? {
    switch self {
    case .backorders: 4
    case .rejects, .unsettled: 0
    default: nil
    }
  }

  /// Which columns hold numbers in the store.
  fileprivate var areNumbers: [Bool] {
    columns.enumerated().map { Self.numberColumns.contains($1) || $0 == fileColumn }
  }

  /// The query, but for the changes: those come from two tables.
  fileprivate var sql: String? {
    switch self {
    case .allocations:
      "SELECT orderid, sku, qty, batchref FROM allocations_view ORDER BY orderid, sku"
    case .changes: nil
    case .backorders:
      """
      SELECT backorders.orderid, backorders.sku, backorders.qty, runs.name, import, line
      FROM backorders JOIN order_lines USING (number) JOIN runs ON runs.id = since
      ORDER BY backorders.sku, number
      """
    case .stock:
      """
      SELECT ref, sku, eta, purchased, purchased - coalesce(available, 0), coalesce(available, 0)
      FROM batches JOIN products ON products.id = batches.product
      LEFT JOIN stock ON stock.product = batches.product AND stock.batch = batches.number
      ORDER BY ref
      """
    case .shortages:
      """
      SELECT sku, count(*), sum(qty), coalesce(
        (SELECT sum(available) FROM stock JOIN products ON products.id = product
         WHERE products.sku = backorders.sku), 0)
      FROM backorders GROUP BY sku ORDER BY sku
      """
    case .rejects:
      """
      SELECT import, line, outcome, code, column_name, value, reason
      FROM unsettled_rows JOIN faults USING (import, row)
      WHERE tried IN (SELECT id FROM imports WHERE run = ?)
      ORDER BY (SELECT CAST(name AS BLOB) FROM imports WHERE id = import), line, import, n
      """
    case .unsettled:
      """
      SELECT import, line, outcome, code, column_name, value, reason
      FROM unsettled_rows JOIN faults USING (import, row)
      WHERE outcome = 'deferred' OR tried IN (SELECT id FROM imports WHERE run = ?)
      ORDER BY (SELECT CAST(name AS BLOB) FROM imports WHERE id = import), line, import, n
      """
    }
  }
}
