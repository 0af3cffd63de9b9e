import GRDB

extension DatabaseMigrator {
  /// Registers amendments: their kind of file, and the first quantity of amended order lines.
  ///
  /// A `CHECK` cannot be changed in place, so the table of imports is recreated.
  mutating func registerAmendments() {
    registerMigration("2026-11-27 amendments") { db in
      try db.execute(
        sql: """
          CREATE TABLE amended_lines (
            orderid TEXT NOT NULL,
            sku TEXT NOT NULL,
            first_qty INTEGER NOT NULL CHECK (first_qty BETWEEN 1 AND 1000000000),
            PRIMARY KEY (orderid, sku)
          ) STRICT, WITHOUT ROWID;

          CREATE TABLE new_imports (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            run INTEGER NOT NULL REFERENCES runs,
            name ANY NOT NULL CHECK (typeof(name) IN ('text', 'blob')),
            kind TEXT CHECK (kind IN
              ('batches', 'quantities', 'etas', 'allocations', 'orders', 'amendments',
              'cancellations')),
            retry_of INTEGER REFERENCES imports,
            phase TEXT NOT NULL CHECK (phase IN ('chosen', 'loading', 'complete', 'settled')),
            state TEXT NOT NULL CHECK (state IN
              ('imported', 'grown', 'duplicate', 'retried', 'failed', 'held', 'gone')),
            sha256 TEXT NOT NULL DEFAULT '',
            size INTEGER NOT NULL DEFAULT 0,
            header BLOB NOT NULL DEFAULT x'',
            delimiter INTEGER NOT NULL DEFAULT 44,
            rows INTEGER NOT NULL DEFAULT 0,
            skipped_rows INTEGER NOT NULL DEFAULT 0,
            blank_rows INTEGER NOT NULL DEFAULT 0,
            ends_open INTEGER NOT NULL DEFAULT 0,
            done_rows INTEGER NOT NULL DEFAULT 0,
            applied INTEGER NOT NULL DEFAULT 0,
            unchanged INTEGER NOT NULL DEFAULT 0,
            deferred INTEGER NOT NULL DEFAULT 0,
            rejected INTEGER NOT NULL DEFAULT 0,
            earlier INTEGER REFERENCES imports,
            reason TEXT NOT NULL DEFAULT '',
            warnings TEXT NOT NULL DEFAULT '[]',
            needs_human INTEGER NOT NULL DEFAULT 0,
            destination ANY,
            byte_order_mark INTEGER NOT NULL DEFAULT 0 CHECK (byte_order_mark IN (0, 1)),
            rejects_file ANY
          ) STRICT;
          INSERT INTO new_imports SELECT
            id, run, name, kind, retry_of, phase, state, sha256, size, header, delimiter, rows,
            skipped_rows, blank_rows, ends_open, done_rows, applied, unchanged, deferred, rejected,
            earlier, reason, warnings, needs_human, destination, byte_order_mark, rejects_file
            FROM imports ORDER BY id;
          DROP TABLE imports;
          ALTER TABLE new_imports RENAME TO imports;

          CREATE INDEX imports_by_run ON imports (run);
          CREATE INDEX imports_by_sha256 ON imports (sha256);
          CREATE INDEX imports_by_name ON imports (name);
          CREATE INDEX imports_by_kind ON imports (kind, id);
          CREATE INDEX imports_by_retry ON imports (retry_of) WHERE retry_of IS NOT NULL;
          """
      )
    }
  }
}
