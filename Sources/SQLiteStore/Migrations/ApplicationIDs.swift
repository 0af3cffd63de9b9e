import GRDB

extension DatabaseMigrator {
  /// Registers the application id, by which a database of allot is recognised.
  mutating func registerApplicationID() {
    registerMigration("2026-11-26 application id") { db in
      // "allo", in ASCII.
      try db.execute(sql: "PRAGMA application_id = 1634495599")
    }
  }
}
