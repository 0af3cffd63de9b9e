import GRDB

extension DatabaseMigrator {
  /// Registers whether a file began with a byte-order mark; the file of its rejected rows then does
  /// too.
  mutating func registerByteOrderMarks() {
    registerMigration("2026-11-26 byte-order marks") { db in
      try db.execute(
        sql: """
          ALTER TABLE imports ADD COLUMN byte_order_mark INTEGER NOT NULL DEFAULT 0
            CHECK (byte_order_mark IN (0, 1))
          """
      )
    }
  }
}
