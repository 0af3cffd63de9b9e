import GRDB

extension DatabaseMigrator {
  /// Registers the table of paths that are unknown to the database and were reported already.
  mutating func registerSetAside() {
    registerMigration("2026-11-27 set aside") { db in
      try db.execute(
        sql: "CREATE TABLE set_aside (path BLOB NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID"
      )
    }
  }
}
