import GRDB

extension DatabaseMigrator {
  /// Registers the order lines that are not cancelled although a rule skips a row of them; each is
  /// reported once.
  mutating func registerPassedOverLines() {
    registerMigration("2026-11-27 lines passed over") { db in
      try db.execute(
        sql: """
          CREATE TABLE passed_over_lines (
            orderid TEXT NOT NULL,
            sku TEXT NOT NULL,
            -- The first import that passed over such a row, and the line of it.
            import INTEGER NOT NULL REFERENCES imports,
            line INTEGER NOT NULL,
            PRIMARY KEY (orderid, sku)
          ) STRICT, WITHOUT ROWID;
          CREATE INDEX passed_over_lines_by_import ON passed_over_lines (import, line);
          """
      )
    }
  }
}
