import Domain
import GRDB

/// Finds the number of an allocated order line, or of one that was allocated when it was cancelled.
///
/// It follows the chain of the line's batch. If the chain is long, a scan of all lines is faster.
struct LineFinder {
  private let db: Database
  /// The most links that are followed.
  private static let mostLinks = 50_000

  init(_ db: Database) { self.db = db }

  func number(of orderID: OrderID, _ sku: Sku, onBatch batch: Int) throws -> Int? {
    let newest = try Int.fetchOne(
      db.cachedStatement(sql: AllocationChain.newest),
      arguments: [batch]
    )
    let inChain = try Int.fetchOne(
      db.cachedStatement(
        sql: """
          \(AllocationChain.before)
          SELECT number FROM chain WHERE orderid = ?3 LIMIT 1
          """
      ),
      arguments: [newest, Self.mostLinks, orderID.rawValue]
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
