import GRDB
import ServiceLayer

/// The application id in the header of a database file, which says whose database it is.
enum ApplicationID {
  /// "allo", in ASCII.
  static let ours = 0x616C_6C6F

  /// Refuses a database that another program made, before anything in it is changed.
  ///
  /// A database without an application id is accepted if it is empty, or if an old version of allot
  /// made it, which set no id.
  static func check(_ db: Database, at path: String) throws {
    let found = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    guard found != ours else { return }
    let tables = try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
    let first = "2026-11-23 first schema"
    let applied = try DatabaseMigrator().appliedIdentifiers(db)
    let isNew = applied.isEmpty && tables.allSatisfy { $0 == "grdb_migrations" }
    guard found == 0, isNew || applied.contains(first) else {
      throw StoreFailure(
        .unusable,
        "\(path) is a database of another program: move it away, or put a backup of allot's in its "
          + "place; nothing was changed"
      )
    }
  }
}
