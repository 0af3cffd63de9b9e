import GRDB

extension DatabaseMigrator {
  /// Registers how a file was read, if a rule of the configuration said so.
  mutating func registerReadings() {
    registerMigration("2026-11-27 readings of files") { db in
      try db.execute(
        sql: """
          -- As JSON; empty where a file was read in the usual way.
          ALTER TABLE imports ADD COLUMN reading TEXT NOT NULL DEFAULT '';
          ALTER TABLE imports ADD COLUMN unwanted_rows INTEGER NOT NULL DEFAULT 0;
          """
      )
    }
  }
}
