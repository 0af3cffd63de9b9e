import GRDB
import GRDBSQLite
import ServiceLayer

/// Names for the numbers in a column, such as batch references; each is looked up once.
///
/// A join would look up the same few batches again for each of a million order lines.
final class NameCache {
  /// Selects the name for one number.
  private let statement: Statement
  private let db: Database
  /// Whether names are file names, which are escaped.
  private let areFileNames: Bool
  /// All names found so far, one after the other.
  private var text: UnsafeMutableBufferPointer<UInt8> = .allocate(capacity: 4096)
  private var used = 0
  private var places: [Place] = []

  /// The position of a name in `text`; its length is -1 until it was looked up.
  private struct Place {
    var start = 0
    var count: Int32 = -1
  }

  private init(_ db: Database, _ sql: String, areFileNames: Bool) throws {
    self.db = db
    self.areFileNames = areFileNames
    statement = try db.makeStatement(sql: sql)
  }

  deinit { text.deallocate() }

  /// The references of batches, by number.
  static func ofBatches(_ db: Database) throws -> NameCache {
    try NameCache(db, "SELECT ref FROM batches WHERE number = ?", areFileNames: false)
  }

  /// The names of runs, by their ids.
  static func ofRuns(_ db: Database) throws -> NameCache {
    try NameCache(db, "SELECT name FROM runs WHERE id = ?", areFileNames: false)
  }

  /// The names of runs, by the ids of their imports.
  static func ofRunsOfImports(_ db: Database) throws -> NameCache {
    try NameCache(
      db,
      "SELECT runs.name FROM imports JOIN runs ON runs.id = run WHERE imports.id = ?",
      areFileNames: false
    )
  }

  /// The names of files, safe to show, by the ids of their imports.
  static func ofFiles(_ db: Database) throws -> NameCache {
    try NameCache(db, "SELECT name FROM imports WHERE id = ?", areFileNames: true)
  }

  /// The names of the files in `rejects/`, by the ids of the imports that rejected their rows.
  static func ofRejectsFiles(_ db: Database) throws -> NameCache {
    try NameCache(db, "SELECT rejects_file FROM imports WHERE id = ?", areFileNames: true)
  }

  /// Sends the name in place of a number.
  func send(_ number: Int, to sink: any ReportSink) throws {
    guard number >= 0 else { return try sink.empty() }
    if number >= places.count {
      places += repeatElement(Place(), count: number + 1 - places.count)
    }
    if places[number].count < 0 { places[number] = try lookUp(number) }
    let place = places[number]
    let name = UnsafeBufferPointer(rebasing: text[place.start..<(place.start + Int(place.count))])
    try sink.text(name.span)
  }

  private func lookUp(_ number: Int) throws -> Place {
    let handle = statement.sqliteStatement
    defer { sqlite3_reset(handle) }
    sqlite3_bind_int64(handle, 1, Int64(number))
    switch sqlite3_step(handle) {
    case SQLITE_ROW: break
    case SQLITE_DONE: return Place(start: used, count: 0)
    default: throw DatabaseError(resultCode: db.lastErrorCode, message: db.lastErrorMessage)
    }
    // A name is text or a blob; both are read as bytes.
    let name = UnsafeRawBufferPointer(
      start: sqlite3_column_blob(handle, 0),
      count: Int(sqlite3_column_bytes(handle, 0))
    )
    guard areFileNames else { return add(name) }
    return Array(FileName(bytes: Array(name)).displayed.utf8).withUnsafeBytes(add)
  }

  private func add(_ name: UnsafeRawBufferPointer) -> Place {
    let start = used
    if used + name.count > text.count { grow(to: max(2 * text.count, used + name.count)) }
    _ = text[start..<(start + name.count)].update(fromContentsOf: name)
    used += name.count
    return Place(start: start, count: Int32(clamping: name.count))
  }

  private func grow(to capacity: Int) {
    let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: capacity)
    _ = larger.update(fromContentsOf: text[..<used])
    text.deallocate()
    text = larger
  }
}
