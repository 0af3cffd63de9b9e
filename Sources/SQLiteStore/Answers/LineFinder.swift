import Domain
import GRDB

/// Finds the number of an allocated order line, or of one that was allocated when it was cancelled.
///
/// The key of such a line has no index: that would cost time for every line of a night. Instead,
/// the chain of its batch is followed from the newest allocation back. If the chain is long, a scan
/// of all lines is faster.
struct LineFinder {
  private let db: Database
  /// The most links that are followed.
  private static let mostLinks = 50_000

  init(_ db: Database) { self.db = db }

  func number(of orderID: OrderID, _ sku: Sku, onBatch batch: Int) throws -> Int? {
    let inChain = try Int.fetchOne(
      db.cachedStatement(
        sql: """
          WITH RECURSIVE chain (number, orderid, previous) AS (
            SELECT number, orderid, previous FROM order_lines WHERE number = (
              SELECT newest FROM batches
                JOIN stock ON stock.product = batches.product AND stock.batch = batches.number
                WHERE batches.number = ?1
              UNION ALL SELECT newest FROM used_up WHERE batch = ?1)
            UNION ALL
            SELECT l.number, l.orderid, l.previous
              FROM chain CROSS JOIN order_lines AS l ON l.number = chain.previous
            LIMIT ?3)
          SELECT number FROM chain WHERE orderid = ?2 LIMIT 1
          """
      ),
      arguments: [batch, orderID.rawValue, Self.mostLinks]
    )
    return try inChain
      ?? Int.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT number FROM order_lines WHERE orderid = ? AND sku = ?
            ORDER BY number DESC LIMIT 1
            """
        ),
        arguments: [orderID.rawValue, sku.rawValue]
      )
  }
}
