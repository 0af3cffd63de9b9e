import GRDB
import GRDBSQLite
import ServiceLayer

/// The rows of one query; texts are passed to a sink without making a Swift string for each.
final class ReportRows {
  private let statement: Statement
  private let db: Database

  init(_ db: Database, _ sql: String, _ arguments: StatementArguments = []) throws {
    self.db = db
    statement = try db.makeStatement(sql: sql)
    try statement.setArguments(arguments)
  }

  /// Goes to the next row; returns false if there is none.
  func next() throws -> Bool {
    switch sqlite3_step(statement.sqliteStatement) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw DatabaseError(resultCode: db.lastErrorCode, message: db.lastErrorMessage)
    }
  }

  /// Sends the cell in a column of the row.
  func send(_ column: Int, as type: ReportColumn.Content, to sink: any ReportSink) throws {
    switch type {
    case .number: try sink.number(number(column))
    case .text: try sendText(Int32(truncatingIfNeeded: column), to: sink)
    }
  }

  func number(_ column: Int) -> Int {
    Int(sqlite3_column_int64(statement.sqliteStatement, Int32(truncatingIfNeeded: column)))
  }

  /// Calls the closure with the bytes of a text; there are none if the cell is empty.
  func withBytes<Result>(
    _ column: Int,
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    try body(utf8(Int32(truncatingIfNeeded: column)) ?? UnsafeBufferPointer(start: nil, count: 0))
  }

  func text(_ column: Int) -> String {
    guard
      let start = sqlite3_column_text(
        statement.sqliteStatement,
        Int32(truncatingIfNeeded: column)
      )
    else { return "" }
    return String(cString: start)
  }

  private func sendText(_ column: Int32, to sink: any ReportSink) throws {
    guard let text = utf8(column) else { return try sink.empty() }
    try sink.text(text.span)
  }

  /// The bytes of a text; nil if the cell is empty.
  ///
  /// The value is fetched once: each call that names a column checks the whole statement again.
  private func utf8(_ column: Int32) -> UnsafeBufferPointer<UInt8>? {
    let value = sqlite3_column_value(statement.sqliteStatement, column)
    guard let start = sqlite3_value_text(value) else { return nil }
    return UnsafeBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
  }
}
