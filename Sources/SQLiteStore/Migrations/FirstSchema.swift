import GRDB

extension DatabaseMigrator {
  /// Registers the tables of the first version.
  ///
  /// Two names are older than the names in the code: `unsettled_rows` has the kept rows
  /// (`KeptRow`), and the phase `settled` is `finished`. They stay, because the phase is part of a
  /// `CHECK`: a new name would recreate the table of imports in every old database.
  mutating func registerFirstSchema() {
    registerMigration("2026-11-23 first schema") { db in
      try db.execute(
        sql: """
          -- Write model. What never changes and what changes often are kept apart: the narrow table
          -- of open stock is all that a night of allocations rewrites.
          CREATE TABLE products (
            id INTEGER PRIMARY KEY,
            sku TEXT NOT NULL UNIQUE CHECK (length(sku) BETWEEN 1 AND 255),
            version INTEGER NOT NULL CHECK (version >= 0)
          ) STRICT;

          CREATE TABLE batches (
            number INTEGER PRIMARY KEY,
            ref TEXT NOT NULL UNIQUE CHECK (length(ref) BETWEEN 1 AND 255),
            product INTEGER NOT NULL REFERENCES products,
            purchased INTEGER NOT NULL CHECK (purchased BETWEEN 0 AND 1000000000),
            eta TEXT CHECK (length(eta) = 10),
            first_purchased INTEGER NOT NULL CHECK (first_purchased BETWEEN 0 AND 1000000000),
            first_eta TEXT CHECK (length(first_eta) = 10),
            import INTEGER NOT NULL,
            line INTEGER NOT NULL
          ) STRICT;

          -- The open batches of each product; one with nothing available is not here.
          CREATE TABLE stock (
            product INTEGER NOT NULL,
            batch INTEGER NOT NULL,
            available INTEGER NOT NULL CHECK (available BETWEEN 1 AND 1000000000),
            newest INTEGER,
            PRIMARY KEY (product, batch)
          ) STRICT, WITHOUT ROWID;

          -- Where the chain of allocations of a used-up batch begins.
          CREATE TABLE used_up (
            batch INTEGER PRIMARY KEY,
            newest INTEGER NOT NULL
          ) STRICT;

          -- Every line ever accepted, by age. A key need not be indexed: each line is in the view,
          -- among the back-orders or cancelled, and those are keyed.
          CREATE TABLE order_lines (
            number INTEGER PRIMARY KEY,
            orderid TEXT NOT NULL,
            sku TEXT NOT NULL,
            qty INTEGER NOT NULL CHECK (qty BETWEEN 1 AND 1000000000),
            batch INTEGER,
            previous INTEGER,
            import INTEGER NOT NULL,
            line INTEGER NOT NULL,
            moved INTEGER NOT NULL DEFAULT 0 CHECK (moved IN (0, 1))
          ) STRICT;

          CREATE TABLE backorders (
            sku TEXT NOT NULL,
            qty INTEGER NOT NULL CHECK (qty BETWEEN 1 AND 1000000000),
            number INTEGER NOT NULL,
            orderid TEXT NOT NULL,
            since INTEGER NOT NULL,
            PRIMARY KEY (sku, qty, number)
          ) STRICT, WITHOUT ROWID;
          CREATE UNIQUE INDEX backorders_by_key ON backorders (orderid, sku);

          -- `number` is known where the line was waiting, or its batch's chain was cut behind it.
          CREATE TABLE cancelled_lines (
            orderid TEXT NOT NULL,
            sku TEXT NOT NULL,
            qty INTEGER NOT NULL CHECK (qty BETWEEN 1 AND 1000000000),
            batch INTEGER,
            number INTEGER,
            PRIMARY KEY (orderid, sku)
          ) STRICT, WITHOUT ROWID;

          -- Read model.
          CREATE TABLE allocations_view (
            orderid TEXT NOT NULL,
            sku TEXT NOT NULL,
            qty INTEGER NOT NULL,
            batchref TEXT NOT NULL,
            PRIMARY KEY (orderid, sku)
          ) STRICT, WITHOUT ROWID;

          -- Changes of the view since the last published report that a line's own row does not
          -- tell: `after` is the newest line at the time, `seq` 0 the line's first allocation.
          CREATE TABLE changes (
            after INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            orderid TEXT NOT NULL,
            sku TEXT NOT NULL,
            qty INTEGER NOT NULL,
            batchref TEXT NOT NULL,
            change TEXT NOT NULL CHECK (change IN ('allocated', 'deallocated')),
            PRIMARY KEY (after, seq)
          ) STRICT, WITHOUT ROWID;

          -- Ledger.
          CREATE TABLE runs (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE,
            command TEXT NOT NULL CHECK (command IN ('run', 'import', 'report')),
            started INTEGER NOT NULL,
            settings TEXT NOT NULL,
            phase TEXT NOT NULL CHECK (phase IN ('begun', 'chosen', 'finished')),
            published INTEGER NOT NULL DEFAULT 0 CHECK (published IN (0, 1)),
            -- How often it was taken up again after an interruption.
            resumed INTEGER NOT NULL DEFAULT 0,
            -- What lay in the inbox and was not taken, with the reasons, as a JSON array.
            left_alone TEXT NOT NULL DEFAULT '[]',
            -- The newest line that the published reports tell of.
            through INTEGER NOT NULL DEFAULT 0
          ) STRICT;

          CREATE TABLE imports (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            run INTEGER NOT NULL REFERENCES runs,
            name ANY NOT NULL CHECK (typeof(name) IN ('text', 'blob')),
            kind TEXT CHECK (kind IN
              ('batches', 'quantities', 'etas', 'allocations', 'orders', 'cancellations')),
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
            destination ANY
          ) STRICT;
          CREATE INDEX imports_by_run ON imports (run);
          CREATE INDEX imports_by_sha256 ON imports (sha256);
          CREATE INDEX imports_by_name ON imports (name);
          CREATE INDEX imports_by_kind ON imports (kind, id);

          -- Rows that were not done, by the import they came in; `tried` is the last to try them.
          CREATE TABLE unsettled_rows (
            import INTEGER NOT NULL,
            row INTEGER NOT NULL,
            line INTEGER NOT NULL,
            outcome TEXT NOT NULL CHECK (outcome IN ('rejected', 'deferred')),
            tried INTEGER NOT NULL,
            cells BLOB NOT NULL,
            cell_count INTEGER NOT NULL,
            PRIMARY KEY (import, row)
          ) STRICT, WITHOUT ROWID;
          CREATE INDEX unsettled_rows_by_try ON unsettled_rows (tried);

          CREATE TABLE faults (
            import INTEGER NOT NULL,
            row INTEGER NOT NULL,
            n INTEGER NOT NULL,
            code TEXT NOT NULL,
            column_name TEXT NOT NULL,
            value TEXT NOT NULL,
            reason TEXT NOT NULL,
            PRIMARY KEY (import, row, n)
          ) STRICT, WITHOUT ROWID;
          """
      )
    }
  }
}
