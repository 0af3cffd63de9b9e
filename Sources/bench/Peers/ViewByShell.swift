/// The view of a copied database, rebuilt and written out by the `sqlite3` shell.
///
/// It reads allot's tables, which are defined in `Sources/SQLiteStore/Migrations`.
struct ViewByShell {
  static let allocations = "view.csv"

  private static let database = "view.sqlite"

  let sqlite3: SQLiteShell

  /// Copies the database of a root that is not in use.
  func copy(_ root: Root, in folder: WorkFolder) throws {
    for ending in ["", "-wal", "-shm"] { try folder.remove(Self.database + ending) }
    // The copy is only of the main file, so everything must be in it first.
    try sqlite3.run(root.database, "PRAGMA wal_checkpoint(TRUNCATE)")
    try TextFile.copy(root.database, to: Self.database)
  }

  /// Rebuilds the view from the write model and replaces the old one, in one transaction.
  func rebuild() throws -> Child {
    try sqlite3.run(
      Self.database,
      "BEGIN IMMEDIATE",
      """
      CREATE TABLE fresh (
        orderid TEXT NOT NULL, sku TEXT NOT NULL, qty INTEGER NOT NULL, batchref TEXT NOT NULL,
        PRIMARY KEY (orderid, sku)
      ) STRICT, WITHOUT ROWID
      """,
      """
      INSERT INTO fresh
      SELECT orderid, order_lines.sku, qty, ref
      FROM order_lines JOIN batches ON batches.number = order_lines.batch
      WHERE NOT EXISTS (
        SELECT 1 FROM cancelled_lines AS c
        WHERE c.orderid = order_lines.orderid AND c.sku = order_lines.sku)
      """,
      "DROP TABLE allocations_view",
      "ALTER TABLE fresh RENAME TO allocations_view",
      "COMMIT"
    )
  }

  /// Writes the same bytes as `allocations.csv`.
  func write() throws -> Child {
    try sqlite3.run(
      Self.database,
      ".mode csv",
      ".separator , \\n",
      ".headers on",
      ".once \(Self.allocations)",
      "SELECT orderid, sku, qty, batchref FROM allocations_view ORDER BY orderid, sku"
    )
  }
}
