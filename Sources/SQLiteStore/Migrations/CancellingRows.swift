import GRDB

extension DatabaseMigrator {
  /// Registers the row that cancelled an order line: its import, its line in the file, and the
  /// import that tried it.
  ///
  /// For lines that were cancelled earlier, the row is not known.
  mutating func registerCancellingRows() {
    registerMigration("2026-11-27 cancelling rows") { db in
      try db.execute(
        sql: """
          ALTER TABLE cancelled_lines ADD COLUMN by_import INTEGER;
          ALTER TABLE cancelled_lines ADD COLUMN by_line INTEGER;
          ALTER TABLE cancelled_lines ADD COLUMN by_try INTEGER;
          """
      )
    }
  }
}
