import GRDB

extension DatabaseMigrator {
  /// Registers which rows are open.
  ///
  /// A rejected row stays open until it comes back, until another row creates its order line or
  /// batch, or until `forget-days` nights have passed.
  mutating func registerOpenRows() {
    registerMigration("2026-11-27 open rows") { db in
      try db.execute(
        sql: """
          ALTER TABLE imports ADD COLUMN rejects_file ANY;
          CREATE INDEX imports_by_retry ON imports (retry_of) WHERE retry_of IS NOT NULL;

          ALTER TABLE unsettled_rows
            ADD COLUMN is_open INTEGER NOT NULL DEFAULT 1 CHECK (is_open IN (0, 1));
          -- The line or batch that was not known when the row was rejected.
          ALTER TABLE unsettled_rows ADD COLUMN awaited_order TEXT;
          ALTER TABLE unsettled_rows ADD COLUMN awaited_sku TEXT;
          ALTER TABLE unsettled_rows ADD COLUMN awaited_ref TEXT;

          DROP INDEX unsettled_rows_by_try;
          CREATE INDEX unsettled_rows_by_try ON unsettled_rows (tried, line);
          CREATE INDEX rows_to_mend ON unsettled_rows (tried)
            WHERE is_open = 1 AND outcome = 'rejected';
          CREATE INDEX closed_rows ON unsettled_rows (tried) WHERE is_open = 0;
          """
      )
    }
  }
}
