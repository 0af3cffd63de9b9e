import GRDB

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
