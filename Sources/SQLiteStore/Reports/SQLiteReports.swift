import GRDB
import GRDBSQLite
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
      let statement = try db.makeStatement(sql: table.sql)
      if table == .rejects || table == .unsettled { try statement.setArguments([run.id]) }
      let names = try FileNames(db)
      let handle = statement.sqliteStatement
      let areNumbers = table.columns.enumerated().map { place, name in
        ReportTable.numberColumns.contains(name) || place == table.fileColumn
      }
      let count = areNumbers.count
      try withUnsafeTemporaryAllocation(of: ReportCell.self, capacity: count) { cells in
        while true {
          switch sqlite3_step(handle) {
          case SQLITE_ROW:
            for (place, isNumber) in areNumbers.enumerated() {
              let column = Int32(truncatingIfNeeded: place)
              cells.initializeElement(
                at: place,
                to: isNumber
                  ? .number(Int(sqlite3_column_int64(handle, column))) : text(handle, column)
              )
            }
            if let column = table.fileColumn { cells[column] = try names.cell(cells[column]) }
            try row(UnsafeBufferPointer(cells))
          case SQLITE_DONE: return
          default:
            throw DatabaseError(resultCode: db.lastErrorCode, message: db.lastErrorMessage)
          }
        }
      }
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

  private func text(_ statement: SQLiteStatement, _ column: Int32) -> ReportCell {
    guard let start = sqlite3_column_text(statement, column) else { return .empty }
    return .text(
      UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
    )
  }
}

/// The names of files as people see them; a column of import ids is shown by these.
private final class FileNames {
  private let statement: Statement
  private var shown: [Int: ContiguousArray<UInt8>] = [:]
  private var current: ContiguousArray<UInt8> = []
  private var buffer: UnsafeMutableBufferPointer<UInt8> = .allocate(capacity: 1024)

  init(_ db: Database) throws {
    statement = try db.makeStatement(sql: "SELECT name FROM imports WHERE id = ?")
  }

  deinit { buffer.deallocate() }

  func cell(_ importID: ReportCell) throws -> ReportCell {
    guard case .number(let id) = importID else { return .empty }
    let name: ContiguousArray<UInt8>
    if let known = shown[id] {
      name = known
    } else {
      let found = try FileName.fetchOne(statement, arguments: [id])
      name = ContiguousArray((found?.displayed ?? "").utf8)
      shown[id] = name
    }
    let count = buffer.update(fromContentsOf: name.prefix(buffer.count))
    return .text(UnsafeBufferPointer(rebasing: buffer[0..<count]))
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

  fileprivate var sql: String {
    switch self {
    case .allocations:
      "SELECT orderid, sku, qty, batchref FROM allocations_view ORDER BY orderid, sku"
    case .changes:
      """
      SELECT orderid, order_lines.sku, qty, ref, 'allocated', number AS after, 0 AS seq
      FROM order_lines
      JOIN (SELECT number AS batch_number, ref FROM batches) ON batch_number = batch
      WHERE number > coalesce(
          (SELECT through FROM runs WHERE published ORDER BY id DESC LIMIT 1), 0) AND NOT moved
      UNION ALL
      SELECT orderid, sku, qty, batchref, change, after, seq FROM changes
      ORDER BY after, seq
      """
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
