import GRDB

extension DatabaseMigrator {
  /// Registers how many rows of a file made a quantity many times larger or smaller, and the line
  /// of the first of them.
  mutating func registerFarQuantities() {
    registerMigration("2026-11-27 far quantities") { db in
      try db.execute(
        sql: """
          ALTER TABLE imports ADD COLUMN far_off INTEGER NOT NULL DEFAULT 0;
          ALTER TABLE imports ADD COLUMN far_off_line INTEGER NOT NULL DEFAULT 0;
          """
      )
    }
  }
}
