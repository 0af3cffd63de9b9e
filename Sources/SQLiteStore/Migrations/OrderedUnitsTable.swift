import GRDB

extension DatabaseMigrator {
  /// Registers the ordered units of each product by night, to see which products run out first.
  mutating func registerOrderedUnits() {
    registerMigration("2026-11-27 ordered units") { db in
      try db.execute(
        sql: """
          -- Units ordered since the run `ordered_since` published its reports; where a later run has
          -- published some, they are among the ordered units already.
          ALTER TABLE products ADD COLUMN ordered INTEGER NOT NULL DEFAULT 0;
          ALTER TABLE products ADD COLUMN ordered_since INTEGER NOT NULL DEFAULT -1;

          -- By the run that published the night.
          CREATE TABLE ordered_units (
            product INTEGER NOT NULL,
            run INTEGER NOT NULL,
            units INTEGER NOT NULL,
            PRIMARY KEY (product, run)
          ) STRICT, WITHOUT ROWID;

          -- False for nights before this migration.
          ALTER TABLE nights ADD COLUMN counts_orders INTEGER NOT NULL DEFAULT 0
            CHECK (counts_orders IN (0, 1));
          """
      )
    }
  }
}
