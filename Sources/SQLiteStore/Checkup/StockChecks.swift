import GRDB
import SafeText
import ServiceLayer

/// Checks that all purchased stock is allocated or available, and that each order line has one
/// state.
struct StockChecks: ConsistencyChecks {
  static let about = "stock"
  let db: Database

  init(_ db: Database) { self.db = db }

  func summary() throws -> String {
    let batches = try count("batches")
    return """
      all purchased stock is allocated or available: \(batches) \(batches == 1 ? "batch" : "batches"); \
      \(counted(try count("order_lines"), "order line")), \(try count("backorders")) waiting, \
      \(try count("cancelled_lines")) cancelled
      """
  }

  private static let isCancelled = """
    EXISTS (SELECT 1 FROM cancelled_lines AS c WHERE c.orderid = l.orderid AND c.sku = l.sku)
    """

  static let queries = [
    FaultQuery(
      sql: """
        WITH held (batch, qty) AS (
          SELECT batch, sum(qty) FROM order_lines AS l
          WHERE batch IS NOT NULL AND NOT \(isCancelled) GROUP BY batch)
        SELECT ref, purchased, coalesce(held.qty, 0), coalesce(available, 0)
        FROM batches LEFT JOIN held ON held.batch = number
        LEFT JOIN stock ON stock.product = batches.product AND stock.batch = number
        WHERE purchased <> coalesce(held.qty, 0) + coalesce(available, 0) ORDER BY ref
        """
    ) {
      """
      batch \(shown($0[0])): \($0[1] as Int) purchased, but \($0[2] as Int) allocated + \
      \($0[3] as Int) available
      """
    },
    FaultQuery(
      sql: """
        SELECT batch FROM stock
        WHERE NOT EXISTS (
          SELECT 1 FROM batches WHERE number = batch AND batches.product = stock.product)
        """
    ) {
      "stock has a row for batch number \($0[0] as Int), but its product has no such batch"
    },
    FaultQuery(
      sql: """
        SELECT orderid, l.sku, batch FROM order_lines AS l
        LEFT JOIN (SELECT batches.number AS n, sku AS held FROM batches
          JOIN products ON products.id = product) ON n = batch
        WHERE batch IS NOT NULL AND held IS NOT l.sku
        """
    ) { "line \(shown($0[0])), \(shown($0[1])) is allocated to a batch of another sku" },
    FaultQuery(
      sql: """
        SELECT orderid, sku FROM order_lines AS l
        WHERE batch IS NULL AND NOT \(isCancelled) AND NOT EXISTS (
          SELECT 1 FROM backorders AS b
          WHERE b.sku = l.sku AND b.qty = l.qty AND b.number = l.number AND b.orderid = l.orderid)
        """
    ) { "line \(shown($0[0])), \(shown($0[1])) is neither allocated, nor waiting, nor cancelled" },
    FaultQuery(
      sql: """
        SELECT b.orderid, b.sku FROM backorders AS b LEFT JOIN order_lines AS l USING (number)
        WHERE l.orderid IS NOT b.orderid OR l.sku <> b.sku OR l.qty <> b.qty
        OR l.batch IS NOT NULL OR \(isCancelled)
        """
    ) {
      """
      line \(shown($0[0])), \(shown($0[1])) is in backorders, but order_lines does not have it as a \
      waiting line with that qty
      """
    },
  ]
}
