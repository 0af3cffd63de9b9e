import GRDB
import ServiceLayer

/// Totals of orders and batches; each query scans an index or a table once.
extension SQLiteAnswers {
  func orderCounts() throws -> OrderCounts {
    try connection.read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT (SELECT count(DISTINCT orderid) FROM allocations_view), count(*),
            count(*) FILTER (WHERE
              EXISTS (SELECT 1 FROM allocations_view AS v WHERE v.orderid = waiting.orderid))
          FROM (SELECT DISTINCT orderid FROM backorders) AS waiting
          """
      )
      guard let row else { return OrderCounts() }
      let (served, waiting, partly): (Int, Int, Int) = (row[0], row[1], row[2])
      return OrderCounts(complete: served - partly, partly: partly, waiting: waiting - partly)
    }
  }

  func lateBatches(before day: String, naming most: Int) throws -> LateBatches {
    try connection.read { db in
      let late = """
        FROM batches LEFT JOIN stock ON stock.product = batches.product AND stock.batch = number
        WHERE eta < ? AND purchased > 0
        """
      let sums = try Row.fetchOne(
        db,
        sql: "SELECT count(*), coalesce(sum(purchased - coalesce(available, 0)), 0) \(late)",
        arguments: [day]
      )
      let first = try Row.fetchAll(
        db,
        sql: """
          SELECT ref, eta, purchased, coalesce(available, 0),
            (SELECT sku FROM products WHERE id = batches.product) \(late) ORDER BY eta, ref LIMIT ?
          """,
        arguments: [day, most]
      )
      return LateBatches(
        batches: sums?[0] ?? 0,
        promised: sums?[1] ?? 0,
        first: first.map(BatchToday.init)
      )
    }
  }
}
