package import Domain

/// Recognises most new order lines without querying the database.
///
/// Order ids mostly rise from night to night (10248, 10249, …). An id above the highest known one
/// is new, and the lines of the highest order are kept in memory. For other orders, a filter of
/// hashes recognises the lines that this process has accepted.
///
/// It is a class because it is used for every row: an optional struct of this size would be copied
/// each time.
package final class LineFilter {
  /// The highest order id that was known when this process began; empty if there was none.
  private let highestBefore: String
  private var highest: String
  /// The skus of the highest order, if it is new and has few lines; otherwise empty.
  private var newestOrder: [Sku] = []
  private var accepted = HashFilter()

  /// Makes a filter; `highestBefore` is the highest known order id, or empty if there is none.
  package init(highestBefore: String) {
    self.highestBefore = highestBefore
    highest = highestBefore
  }

  /// Whether a line with this key may have been accepted before; false is certain.
  package func mayContain(_ key: LineKey) -> Bool {
    let orderID = key.orderID.rawValue
    guard orderID <= highest else { return false }
    if !newestOrder.isEmpty, orderID == highest { return newestOrder.contains(key.sku) }
    return orderID <= highestBefore || accepted.mayContain(key.hash)
  }

  /// Whether a line of this order may have been accepted before; false is certain, and found fast.
  package func mayContain(_ orderID: OrderID) -> Bool { orderID.rawValue <= highest }

  /// Adds an accepted line; if it is rolled back, the filter is still correct.
  ///
  /// It takes the hash of the key, since making a `LineKey` would copy both texts for each line.
  package func include(_ line: OrderLine, hash: UInt64) {
    accepted.include(hash)
    if line.orderID.rawValue > highest {
      highest = line.orderID.rawValue
      newestOrder.removeAll(keepingCapacity: true)
      newestOrder.append(line.sku)
    } else if !newestOrder.isEmpty, line.orderID.rawValue == highest {
      newestOrder.count < Self.few ? newestOrder.append(line.sku) : newestOrder.removeAll()
    }
  }

  private static let few = 16
}
