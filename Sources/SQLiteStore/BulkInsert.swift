import GRDB
import GRDBSQLite
import StoreMemory

extension Database {
  /// Inserts rows, fifty per statement; that costs about half as much as one by one.
  ///
  /// `target` is `table (column, …)`; `columns` is how many values `bind` binds for each row, in
  /// the order of the columns; `conflict` is an upsert clause. The rows should be in the order of
  /// the key.
  ///
  /// A row that breaks a constraint rolls back the whole transaction. To undo only the one
  /// statement, SQLite would first copy every page that it touches to a journal.
  func insert<Rows: RandomAccessCollection>(
    _ rows: Rows,
    into target: String,
    columns: Int,
    onConflict conflict: String = "",
    bind: (inout Binder, Rows.Element) -> Void
  ) throws where Rows.Index == Int {
    let atOnce = 50
    var next = rows.startIndex
    while next < rows.endIndex {
      let count = rows.endIndex - next >= atOnce ? atOnce : 1
      let row = "(" + repeatElement("?", count: columns).joined(separator: ",") + ")"
      let values = repeatElement(row, count: count).joined(separator: ",")
      let statement = try cachedStatement(
        sql: "INSERT OR ROLLBACK INTO \(target) VALUES \(values) \(conflict)"
      )
      let end = next + (rows.endIndex - next) / count * count
      try run(statement, over: rows[next..<end], atOnce: count, bind: bind)
      next = end
    }
  }

  /// Runs a statement once for each row.
  func run<Rows: RandomAccessCollection>(
    _ sql: String,
    for rows: Rows,
    bind: (inout Binder, Rows.Element) -> Void
  ) throws where Rows.Index == Int {
    try run(cachedStatement(sql: sql), over: rows[...], atOnce: 1, bind: bind)
  }

  private func run<Rows: RandomAccessCollection>(
    _ statement: Statement,
    over rows: Rows,
    atOnce: Int,
    bind: (inout Binder, Rows.Element) -> Void
  ) throws where Rows.Index == Int {
    // SQLite does not copy the texts that are bound: they stay in this arena until the step is
    // done.
    try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1 << 16) { arena in
      let handle = statement.sqliteStatement
      defer {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
      }
      var next = rows.startIndex
      while next < rows.endIndex {
        var binder = Binder(statement: handle, arena: arena)
        for row in rows[next..<(next + atOnce)] { bind(&binder, row) }
        guard sqlite3_step(handle) == SQLITE_DONE else {
          throw DatabaseError(
            resultCode: lastErrorCode,
            message: lastErrorMessage,
            sql: statement.sql
          )
        }
        sqlite3_reset(handle)
        next += atOnce
      }
    }
  }
}

/// Binds the values of a statement one after the other.
struct Binder {
  private let statement: SQLiteStatement
  private let arena: UnsafeMutableBufferPointer<UInt8>
  private var used = 0
  private var index: Int32 = 0

  init(statement: SQLiteStatement, arena: UnsafeMutableBufferPointer<UInt8>) {
    self.statement = statement
    self.arena = arena
  }

  mutating func bind(_ number: Int) {
    index += 1
    sqlite3_bind_int64(statement, index, Int64(number))
  }

  /// Binds a number, or NULL.
  mutating func bind(_ number: Int?) {
    if let number { return bind(number) }
    index += 1
    sqlite3_bind_null(statement, index)
  }

  mutating func bind(_ text: String?) {
    if let text { return bind(text) }
    index += 1
    sqlite3_bind_null(statement, index)
  }

  mutating func bind(_ text: String) {
    index += 1
    text.withBytes { utf8 in
      guard let source = utf8.baseAddress, let base = arena.baseAddress,
        used + utf8.count <= arena.count
      else {
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        utf8.withMemoryRebound(to: CChar.self) {
          _ = sqlite3_bind_text(statement, index, $0.baseAddress, Int32($0.count), copied)
        }
        return
      }
      let place = base + used
      place.update(from: source, count: utf8.count)
      used += utf8.count
      place.withMemoryRebound(to: CChar.self, capacity: utf8.count) {
        _ = sqlite3_bind_text(statement, index, $0, Int32(utf8.count), nil)
      }
    }
  }
}
