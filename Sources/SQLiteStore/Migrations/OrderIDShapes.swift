import GRDB

extension DatabaseMigrator {
  /// Registers the shapes of numeric order ids: how many digits follow the leading zeros, and the
  /// length of the id.
  mutating func registerOrderIDShapes() {
    registerMigration("2026-11-27 shapes of order ids") { db in
      try db.execute(
        sql: """
          CREATE TABLE order_id_shapes (
            digits INTEGER NOT NULL,
            length INTEGER NOT NULL,
            PRIMARY KEY (digits, length)
          ) STRICT, WITHOUT ROWID;
          INSERT INTO order_id_shapes
            SELECT DISTINCT length(ltrim(orderid, '0')), length(orderid) FROM order_lines
            WHERE orderid NOT GLOB '*[^0-9]*';
          """
      )
    }
  }
}
