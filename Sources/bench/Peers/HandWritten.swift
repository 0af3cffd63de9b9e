/// A script that could be written instead of allot, with `csv` and `sqlite3` but without error
/// handling.
///
/// It follows the same rule, so its allocations must equal those of allot, byte for byte.
struct HandWritten {
  static let allocations = "by_hand.csv"

  private static let script = "by_hand.py"
  private static let database = "by_hand.sqlite"

  private let python: Python

  /// Nil if there is no Python.
  init?(_ python: Python?) throws {
    guard let python else { return nil }
    self.python = python
    try TextFile.write(Self.script) { $0.text(Self.source) }
  }

  func run(in folder: WorkFolder) throws -> Child {
    try folder.remove(Self.database)
    return try python.run(Self.script)
  }

  private static let source = """
    import csv
    import itertools
    import sqlite3

    db = sqlite3.connect("\(database)")
    db.executescript(\"\"\"
    PRAGMA journal_mode = wal;
    PRAGMA synchronous = normal;
    CREATE TABLE batches (id INTEGER PRIMARY KEY, ref TEXT UNIQUE, sku TEXT, qty INT, eta TEXT);
    CREATE TABLE order_lines (
      id INTEGER PRIMARY KEY, orderid TEXT, sku TEXT, qty INT, UNIQUE (orderid, sku));
    CREATE TABLE allocations (line INTEGER PRIMARY KEY, batch INT);
    CREATE TABLE view (
      orderid TEXT, sku TEXT, qty INT, ref TEXT, PRIMARY KEY (orderid, sku)) WITHOUT ROWID;
    \"\"\")

    with open("\(NightFiles.batches)", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        batches = [
            (number, ref, sku, int(qty), eta) for number, (ref, sku, qty, eta) in enumerate(rows)]
    with db:
        db.executemany("INSERT INTO batches VALUES (?, ?, ?, ?, ?)", batches)
    stock = {}
    for number, ref, sku, qty, eta in sorted(batches, key=lambda batch: (batch[4], batch[0])):
        stock.setdefault(sku, []).append([number, ref, qty])


    def allocate(sku, qty):
        shelf = stock.get(sku, [])
        while shelf and not shelf[0][2]:
            del shelf[0]
        for batch in shelf:
            if batch[2] >= qty:
                batch[2] -= qty
                return batch


    with open("\(NightFiles.orders)", newline="") as file:
        rows = enumerate(csv.reader(file))
        next(rows)
        while chunk := list(itertools.islice(rows, 50000)):
            lines, allocations, view = [], [], []
            for number, (orderid, sku, qty) in chunk:
                qty = int(qty)
                lines.append((number, orderid, sku, qty))
                if batch := allocate(sku, qty):
                    allocations.append((number, batch[0]))
                    view.append((orderid, sku, qty, batch[1]))
            with db:
                db.executemany("INSERT INTO order_lines VALUES (?, ?, ?, ?)", lines)
                db.executemany("INSERT INTO allocations VALUES (?, ?)", allocations)
                db.executemany("INSERT INTO view VALUES (?, ?, ?, ?)", view)

    with open("\(allocations)", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\\n")
        out.writerow(["orderid", "sku", "qty", "batchref"])
        out.writerows(db.execute("SELECT * FROM view ORDER BY orderid, sku"))
    db.close()

    """
}
