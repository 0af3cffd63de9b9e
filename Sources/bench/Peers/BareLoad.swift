/// The baseline: the `sqlite3` shell only loads the order rows into one table with a key.
struct BareLoad {
  private static let database = "load.sqlite"

  let sqlite3: SQLiteShell

  func run(_ orders: String, in folder: WorkFolder) throws -> Child {
    try folder.remove(Self.database)
    return try sqlite3.run(
      Self.database,
      "PRAGMA journal_mode = wal",
      "PRAGMA synchronous = normal",
      """
      CREATE TABLE orders (orderid TEXT, sku TEXT, qty INT, PRIMARY KEY (orderid, sku)) \
      WITHOUT ROWID
      """,
      ".mode csv",
      ".import --skip 1 \(orders) orders"
    )
  }

  /// Checks that all rows were loaded.
  func check(lines: Int) throws {
    try sqlite3.run(Self.database, "SELECT count(*) FROM orders")
    guard TextFile.tail(of: Child.output, lines: 1) == "\(lines)" else {
      throw BenchError("wrong results: sqlite3 has not loaded \(lines) lines")
    }
  }
}
