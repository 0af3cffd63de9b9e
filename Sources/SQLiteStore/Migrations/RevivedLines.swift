import GRDB

extension DatabaseMigrator {
  /// Registers how many rows of a list of all orders ordered a cancelled line again, and the line
  /// of the first of them.
  mutating func registerRevivedLines() {
    registerMigration("2026-11-27 revived lines") { db in
      try db.execute(
        sql: """
          ALTER TABLE imports ADD COLUMN revived INTEGER NOT NULL DEFAULT 0;
          ALTER TABLE imports ADD COLUMN revived_line INTEGER NOT NULL DEFAULT 0;
          """
      )
    }
  }
}
