import GRDB
import GRDBSQLite
import ServiceLayer

/// The rows of one query as cells of a report, without a Swift value for each text.
final class ReportRows {
  private let statement: Statement
  private let db: Database
  /// Which of the columns that become cells hold numbers; the query may have more behind them.
  private let areNumbers: [Bool]
  private let cells: UnsafeMutableBufferPointer<ReportCell>

  /// Prepares a query; `last` is a cell behind those of its columns that is the same in all rows.
  init(
    _ db: Database,
    _ sql: String,
    areNumbers: [Bool],
    last: StaticString? = nil,
    _ arguments: StatementArguments = []
  ) throws {
    self.db = db
    self.areNumbers = areNumbers
    statement = try db.makeStatement(sql: sql)
    try statement.setArguments(arguments)
    cells = .allocate(capacity: areNumbers.count + (last == nil ? 0 : 1))
    cells.initialize(repeating: .empty)
    if let last {
      cells[areNumbers.count] = .text(
        UnsafeBufferPointer(start: last.utf8Start, count: last.utf8CodeUnitCount)
      )
    }
  }

  deinit { cells.deallocate() }

  /// Goes to the next row; its cells hold until the one after it is asked for.
  func next() throws -> UnsafeMutableBufferPointer<ReportCell>? {
    switch sqlite3_step(statement.sqliteStatement) {
    case SQLITE_ROW: break
    case SQLITE_DONE: return nil
    default: throw DatabaseError(resultCode: db.lastErrorCode, message: db.lastErrorMessage)
    }
    for (place, isNumber) in areNumbers.enumerated() {
      cells[place] = isNumber ? .number(number(place)) : text(place)
    }
    return cells
  }

  /// The number in a column of the row, also of one behind the cells.
  func number(_ place: Int) -> Int {
    Int(sqlite3_column_int64(statement.sqliteStatement, Int32(truncatingIfNeeded: place)))
  }

  private func text(_ place: Int) -> ReportCell {
    let column = Int32(truncatingIfNeeded: place)
    guard let start = sqlite3_column_text(statement.sqliteStatement, column) else { return .empty }
    return .text(
      UnsafeBufferPointer(
        start: start,
        count: Int(sqlite3_column_bytes(statement.sqliteStatement, column))
      )
    )
  }
}
