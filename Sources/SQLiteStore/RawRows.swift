import GRDB
import GRDBSQLite

extension Database {
  /// Runs a query once for each key, in the order of the keys.
  ///
  /// It does not make a Swift value for each argument and cell, since it is used for every row of a
  /// file.
  func rows<Keys: Collection>(
    _ sql: String,
    for keys: Keys,
    bind: (inout Binder, Keys.Element) -> Void,
    _ body: (Keys.Element, RawRow) throws -> Void
  ) throws {
    let handle = try cachedStatement(sql: sql).sqliteStatement
    try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1024) { arena in
      defer {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
      }
      for key in keys {
        var binder = Binder(statement: handle, arena: arena)
        bind(&binder, key)
        step: while true {
          switch sqlite3_step(handle) {
          case SQLITE_ROW: try body(key, RawRow(statement: handle))
          case SQLITE_DONE: break step
          default:
            throw DatabaseError(resultCode: lastErrorCode, message: lastErrorMessage, sql: sql)
          }
        }
        sqlite3_reset(handle)
      }
    }
  }
}

/// The current row of a statement.
struct RawRow {
  let statement: SQLiteStatement

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }

  func number(_ column: Int32) -> Int { Int(sqlite3_column_int64(statement, column)) }

  func bytes(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(
      start: sqlite3_column_text(statement, column),
      count: Int(sqlite3_column_bytes(statement, column))
    )
  }

  func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }
}
