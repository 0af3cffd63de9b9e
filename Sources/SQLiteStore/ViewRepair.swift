import GRDB
package import ServiceLayer

extension SQLiteStore {
  package func rebuildView() throws {
    try connection.durableTransaction { db in
      try db.execute(
        sql: """
          DELETE FROM allocations_view;
          INSERT INTO allocations_view (orderid, sku, qty, batchref) \(Self.placements)
          ORDER BY orderid, sku;
          """
      )
    }
  }

  package func verifyView(_ difference: (ViewDifference) throws -> Void) throws {
    try connection.read { db in
      try db.execute(
        sql: """
          CREATE TEMP TABLE placements (
            orderid TEXT, sku TEXT, qty INTEGER, batchref TEXT, PRIMARY KEY (orderid, sku)
          ) WITHOUT ROWID;
          INSERT INTO placements \(Self.placements) ORDER BY orderid, sku;
          """
      )
      defer { try? db.execute(sql: "DROP TABLE temp.placements") }
      let cursor = try Row.fetchCursor(
        db,
        sql: """
          SELECT orderid, sku, v.qty, v.batchref, p.qty, p.batchref
          FROM allocations_view AS v FULL JOIN placements AS p USING (orderid, sku)
          WHERE (v.qty, v.batchref) IS NOT (p.qty, p.batchref)
          ORDER BY orderid, sku
          """
      )
      while let row = try cursor.next() {
        try difference(
          ViewDifference(
            orderID: row[0],
            sku: row[1],
            inView: Self.place(row[2], row[3]),
            inModel: Self.place(row[4], row[5])
          )
        )
      }
    }
  }

  /// Selects all allocations from the write model; cancelled lines keep their batch there.
  private static let placements = """
    SELECT orderid, order_lines.sku, qty, ref
    FROM order_lines JOIN batches ON batches.number = order_lines.batch
    WHERE NOT EXISTS (
      SELECT 1 FROM cancelled_lines AS c
      WHERE c.orderid = order_lines.orderid AND c.sku = order_lines.sku)
    """

  private static func place(_ quantity: Int?, _ reference: String?) -> ViewDifference.Place? {
    guard let quantity, let reference else { return nil }
    return ViewDifference.Place(quantity: quantity, reference: reference)
  }
}
