import GRDB

extension DatabaseMigrator {
  /// Registers an index of the order lines that deferred rows will create, and how many rows of a
  /// file order cancelled lines.
  ///
  /// Rows that are deferred already get their quantity when they are next tried.
  mutating func registerDeferredLines() {
    registerMigration("2026-11-27 deferred lines") { db in
      try db.execute(
        sql: """
          -- Of a deferred row; its order and sku are those that it awaits.
          ALTER TABLE unsettled_rows ADD COLUMN deferred_qty INTEGER;
          CREATE INDEX deferred_lines ON unsettled_rows (awaited_order, awaited_sku)
            WHERE deferred_qty IS NOT NULL;
          ALTER TABLE imports ADD COLUMN called_off INTEGER NOT NULL DEFAULT 0;
          ALTER TABLE imports ADD COLUMN called_off_line INTEGER NOT NULL DEFAULT 0;
          """
      )
    }
  }
}
