import GRDB
import ServiceLayer

extension DatabaseMigrator {
  /// Registers the application id, by which a database of allot is recognised.
  mutating func registerApplicationID() {
    registerMigration("2026-11-26 application id") { db in
      try db.execute(sql: "PRAGMA application_id = \(ApplicationID.ours)")
    }
  }
}

extension DatabaseMigrator {
  /// Registers the table of paths that the database does not know and that were reported already.
  mutating func registerSetAside() {
    registerMigration("2026-11-27 set aside") { db in
      try db.execute(
        sql: "CREATE TABLE set_aside (path BLOB NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID"
      )
    }
  }
}

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
