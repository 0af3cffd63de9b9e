/// The yardstick: the `sqlite3` shell merely loads the order rows into one keyed table.
struct BareLoad {
  private static let database = "load.sqlite"

  let sqlite3: String

  func run(in folder: WorkFolder) throws -> Child {
    try folder.remove(Self.database)
    return try Child.run(
      sqlite3,
      [
        "-batch", "-bail", "-init", "/dev/null", Self.database,
        "PRAGMA journal_mode = wal", "PRAGMA synchronous = normal",
        """
        CREATE TABLE orders (orderid TEXT, sku TEXT, qty INT, PRIMARY KEY (orderid, sku)) \
        WITHOUT ROWID
        """,
        ".mode csv", ".import --skip 1 \(NightFiles.orders) orders",
      ]
    )
  }
}
