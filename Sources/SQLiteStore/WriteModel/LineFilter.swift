import Domain
import GRDB

/// Tells of nearly every new line that it is new, without a look at any table.
///
/// Keys mostly rise from night to night (order 10248, 10249, …): one above the highest is new, and of
/// the highest order all lines are at hand. Where keys come in no order, those that this process has
/// accepted are told apart by their hashes.
///
/// A class, since every row asks it: an optional value of this size would be copied for each question.
final class LineFilter {
  /// The highest order id that was there before this process began; empty where there was none.
  private let highestBefore: String
  private var highest: String
  /// All lines of the highest order, where it is new and they are few; else empty.
  private var newestOrder: [Sku] = []
  private var accepted = HashFilter()

  init(_ db: Database) throws {
    highestBefore =
      try String.fetchOne(
        db,
        sql: """
          SELECT max(coalesce(orderid, '')) FROM (
            SELECT max(orderid) AS orderid FROM allocations_view
            UNION ALL SELECT max(orderid) FROM backorders
            UNION ALL SELECT max(orderid) FROM cancelled_lines)
          """
      ) ?? ""
    highest = highestBefore
  }

  /// Whether a line of this key may have been accepted before: false is certain.
  func mayContain(_ key: LineKey) -> Bool {
    let orderID = key.orderID.rawValue
    guard orderID <= highest else { return false }
    if !newestOrder.isEmpty, orderID == highest { return newestOrder.contains(key.sku) }
    return orderID <= highestBefore || accepted.mayContain(key.hash)
  }

  /// Whether a line of this order may have been accepted before: false is certain, and cheap.
  func mayContain(_ orderID: OrderID) -> Bool { orderID.rawValue <= highest }

  /// Notes a line that is accepted; should that be undone, it does no harm.
  func include(_ key: LineKey) {
    accepted.include(key.hash)
    if key.orderID.rawValue > highest {
      highest = key.orderID.rawValue
      newestOrder.removeAll(keepingCapacity: true)
      newestOrder.append(key.sku)
    } else if !newestOrder.isEmpty, key.orderID.rawValue == highest {
      newestOrder.count < Self.few ? newestOrder.append(key.sku) : newestOrder.removeAll()
    }
  }

  private static let few = 16
}
