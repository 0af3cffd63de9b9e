import GRDB

extension DatabaseMigrator {
  /// Registers the columns of files that are ignored, so that a person is told about each only
  /// once.
  mutating func registerColumnsSeen() {
    registerMigration("2026-11-27 columns seen") { db in
      try db.execute(
        sql: """
          CREATE TABLE columns_seen (
            kind TEXT NOT NULL,
            -- Empty where nobody in particular sent the file.
            sender TEXT NOT NULL DEFAULT '',
            name TEXT NOT NULL,
            import INTEGER NOT NULL REFERENCES imports,
            PRIMARY KEY (kind, sender, name)
          ) STRICT, WITHOUT ROWID;
          CREATE INDEX columns_seen_by_import ON columns_seen (import);
          """
      )
    }
  }
}
