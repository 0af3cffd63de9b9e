import GRDB

extension DatabaseMigrator {
  /// Registers the change feed: changes are kept, with the row that caused them, and each consumer
  /// has its own position.
  ///
  /// Lines and changes used to be numbered by counting. From now on their numbers are the import,
  /// in the upper 32 bits, and the row, in the lower 32 bits; so they are higher than all earlier
  /// numbers.
  mutating func registerChangeFeed() {
    registerMigration("2026-11-26 change feed") { db in
      try db.execute(
        sql: """
          ALTER TABLE changes RENAME COLUMN after TO cause;
          ALTER TABLE changes ADD COLUMN line INTEGER;

          CREATE TABLE feed_consumers (
            name TEXT PRIMARY KEY,
            cause INTEGER NOT NULL,
            seq INTEGER NOT NULL
          ) STRICT, WITHOUT ROWID;
          INSERT INTO feed_consumers (name, cause, seq)
            SELECT 'changes.csv', through, 0 FROM runs WHERE published ORDER BY id DESC LIMIT 1;

          ALTER TABLE runs DROP COLUMN through;
          """
      )
    }
  }
}
