/// The units of products that were ordered in some nights, and their free stock.
///
/// A line counts in the night in which it is accepted. The difference of an amendment counts in the
/// night of the amendment. A cancelled line is subtracted in the night of the cancellation.
package struct Demand: Equatable, Sendable {
  /// A product with ordered units.
  package struct Product: Equatable, Sendable {
    package let sku: String
    package let ordered: Int
    /// Its free stock, in all batches.
    package let free: Int

    package init(sku: String, ordered: Int, free: Int) {
      self.sku = sku
      self.ordered = ordered
      self.free = free
    }

    /// Whether it runs out before another product, because its free stock lasts for fewer nights.
    fileprivate func runsOut(before other: Product) -> Bool {
      let (mine, others) = (
        Double(free) / Double(ordered), Double(other.free) / Double(other.ordered)
      )
      return mine != others ? mine < others : sku.utf8.lexicographicallyPrecedes(other.sku.utf8)
    }
  }

  /// How many products have more ordered than cancelled units.
  package private(set) var products = 0
  /// How many of them have no free stock.
  package private(set) var usedUp = 0
  /// The products with free stock that run out first, in that order.
  package private(set) var first: [Product] = []
  private let most: Int

  /// Starts without any orders; at most `most` products are listed.
  package init(naming most: Int = 0) { self.most = most }

  /// Adds a product; it is skipped if more units were cancelled than ordered.
  package mutating func add(_ sku: @autoclosure () -> String, ordered: Int, free: Int) {
    guard ordered > 0 else { return }
    products += 1
    guard free > 0 else {
      usedUp += 1
      return
    }
    if first.count == most, let last = first.last,
      Double(free) / Double(ordered) > Double(last.free) / Double(last.ordered)
    {
      return
    }
    let product = Product(sku: sku(), ordered: ordered, free: free)
    let place = first.firstIndex { product.runsOut(before: $0) } ?? first.count
    first.insert(product, at: place)
    if first.count > most { first.removeLast() }
  }
}
