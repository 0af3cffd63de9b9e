import GRDB

extension DatabaseMigrator {
  /// Registers the numbers of each night, for the trend.
  mutating func registerNights() {
    registerMigration("2026-11-27 nights") { db in
      try db.execute(
        sql: """
          CREATE TABLE nights (
            run INTEGER PRIMARY KEY REFERENCES runs,
            allocated INTEGER NOT NULL,
            deallocated INTEGER NOT NULL,
            newly_waiting INTEGER NOT NULL,
            cancelled INTEGER NOT NULL,
            waiting_lines INTEGER NOT NULL,
            waiting_units INTEGER NOT NULL,
            short_skus INTEGER NOT NULL,
            orders_complete INTEGER NOT NULL,
            orders_partly INTEGER NOT NULL,
            orders_waiting INTEGER NOT NULL,
            open_rows INTEGER NOT NULL,
            applied INTEGER NOT NULL,
            unchanged INTEGER NOT NULL,
            deferred INTEGER NOT NULL,
            rejected INTEGER NOT NULL,
            -- What changed, by cause, and the first removals, as JSON.
            changes TEXT NOT NULL
          ) STRICT;
          """
      )
    }
  }
}
