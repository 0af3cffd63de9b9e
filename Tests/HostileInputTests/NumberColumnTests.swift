import GRDB
import SystemTestSupport
import Testing

/// SQLite turns text such as `1e3` or ` 7 ` into a number in a number column, even in a strict
/// table.
///
/// So only numbers may be bound there.
struct NumberColumnTests {
  /// Texts that SQLite would read as numbers, and similar ones.
  private static let numberlike = [
    "1e3", "1E3", "7.000", "+7", "0x10", "1_000", "7e0", "\u{A0}7", "7\u{B}", "٧", "９", "1e400",
    "inf",
    "9223372036854775808", "-0", ".7", "7.", "07,0", "x'37'", "'7'", "NULL", "TRUE",
  ]

  @Test func `only digits are a number, and other text stays unchanged`() throws {
    try Root.lendWithOneNight { root in
      let quoted = Self.numberlike.map { "\"\($0)\"" }
      try root.drop("ref,sku,qty\n1e3,007, 7 \n0x10,LAMP,\t0100\n", as: "batches-2.csv")
      try root.drop(csv("ref,sku,qty", quoted) { "N\($0),LAMP,\($1)" }, as: "batches-3.csv")
      try root.drop(csv("ref,qty", quoted) { "B1,\($1)" }, as: "quantities.csv")
      try root.drop("orderid,sku,qty\n1e3,007, 2 \n\(" 7 "),007,003\n", as: "orders-2.csv")
      try root.drop(csv("orderid,sku,qty", quoted) { "N\($0),LAMP,\($1)" }, as: "orders-3.csv")
      try root.drop(
        csv("orderid,sku,qty,batchref", quoted) { "A\($0),LAMP,\($1),B1" },
        as: "allocations.csv"
      )

      let ended = try root.night(2)

      #expect(ended.code == 1, "\(ended)")
      let refused = try root.table("reports/latest/rejects.csv")
      #expect(refused.allSatisfy { $0["column"] == "qty" && $0["outcome"] == "rejected" })
      #expect(refused.count == 4 * Self.numberlike.count)
      try root.database().read { db throws in
        #expect(
          try texts("SELECT ref, purchased FROM batches ORDER BY ref", db)
            == ["0x10 100", "1e3 7", "B1 10"]
        )
        #expect(
          try texts("SELECT orderid, sku, qty FROM order_lines ORDER BY orderid", db)
            == ["1e3 007 2", "7 007 3", "O-1 LAMP 4", "O-2 LAMP 7"]
        )
        #expect(try misfits(db) == [])
        #expect(try loose(db) == [])
      }
    }
  }

  private func csv(
    _ header: String,
    _ values: [String],
    _ row: (Int, String) -> String
  ) -> String {
    ([header] + values.enumerated().map(row)).map { $0 + "\n" }.joined()
  }

  /// The tables that accept any value: GRDB creates the one that records the migrations.
  private func loose(_ db: Database) throws -> [String] {
    try String.fetchAll(
      db,
      sql: """
        SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict
        AND name NOT LIKE 'sqlite_%' AND name <> 'grdb_migrations'
        """
    )
  }

  private func texts(_ query: String, _ db: Database) throws -> [String] {
    try Row.fetchAll(db, sql: query).map { row in
      row.databaseValues.map { "\($0.storage.value ?? "")" }.joined(separator: " ")
    }
  }

  /// The columns with values of a type other than declared: table, column, and the type found.
  private func misfits(_ db: Database) throws -> [String] {
    var misfits: [String] = []
    for table in try String.fetchAll(
      db,
      sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ) {
      for column in try db.columns(in: table) {
        let found = try String.fetchAll(
          db,
          sql: """
            SELECT DISTINCT typeof(\(column.name.quotedDatabaseIdentifier))
            FROM \(table.quotedDatabaseIdentifier)
            """
        )
        let may: [String] =
          (column.type == "ANY" ? ["text", "blob"] : [column.type.lowercased()])
          + (column.isNotNull || column.primaryKeyIndex > 0 ? [] : ["null"])
        misfits += found.filter { !may.contains($0) }.map { "\(table).\(column.name): \($0)" }
      }
    }
    return misfits
  }
}
