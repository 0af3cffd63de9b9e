/// DuckDB, if its shell or its Python module is installed: only loads rows into a table with a key.
struct DuckDB {
  private static let database = "load.duckdb"
  private static let script = "load_duckdb.py"

  private enum Way {
    case shell(Program)
    case module(Python)
  }

  private let way: Way

  init?(shell: String?, python: Python?) {
    if let shell {
      way = .shell(Program(shell, "-batch", "-bail", "-csv", "-noheader", "-init", "/dev/null"))
    } else if let python, python.has("duckdb") {
      way = .module(python)
    } else {
      return nil
    }
  }

  func load(_ orders: String, lines: Int, in folder: WorkFolder) throws -> Child {
    try folder.remove(Self.database)
    let child = try load(Self.sql(orders))
    guard TextFile.tail(of: Child.output, lines: 1) == "\(lines)" else {
      throw BenchError("wrong results: DuckDB has not loaded \(lines) lines")
    }
    return child
  }

  private func load(_ sql: [String]) throws -> Child {
    switch way {
    case .shell(let shell):
      return try shell.timed([Self.database, sql.joined(separator: "; ")])
    case .module(let python):
      try TextFile.write(Self.script) { writer in
        writer.text("import duckdb\n\ndb = duckdb.connect(\"\(Self.database)\")\n")
        for statement in sql { writer.text("result = db.execute(\"\(statement)\")\n") }
        writer.text("print(result.fetchone()[0])\ndb.close()\n")
      }
      return try python.run(Self.script)
    }
  }

  private static func sql(_ orders: String) -> [String] {
    [
      """
      CREATE TABLE orders (orderid VARCHAR, sku VARCHAR, qty INTEGER, PRIMARY KEY (orderid, sku))
      """,
      "COPY orders FROM '\(orders)' (HEADER)",
      "SELECT count(*) FROM orders",
    ]
  }
}
