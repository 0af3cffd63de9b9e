/// What is ordered of products in some nights, against what is free of them.
///
/// A line counts with its units in the night in which it is accepted, what an amendment asks for more or
/// less in the night of the amendment, and a line that is called off against the night in which it is.
package struct Demand: Equatable, Sendable {
  /// A product of which units are ordered.
  package struct Product: Equatable, Sendable {
    package let sku: String
    package let ordered: Int
    /// What is available of it, in all batches.
    package let free: Int

    package init(sku: String, ordered: Int, free: Int) {
      self.sku = sku
      self.ordered = ordered
      self.free = free
    }

    /// Whether it runs out before another: what is free lasts for fewer nights.
    fileprivate func runsOut(before other: Product) -> Bool {
      let (mine, others) = (
        Double(free) / Double(ordered), Double(other.free) / Double(other.ordered)
      )
      return mine != others ? mine < others : sku.utf8.lexicographicallyPrecedes(other.sku.utf8)
    }
  }

  /// How many products are ordered more than called off.
  package private(set) var products = 0
  /// Those of them of which nothing is free any more.
  package private(set) var usedUp = 0
  /// The others, that which runs out first in front.
  package private(set) var first: [Product] = []
  private let most: Int

  /// Nothing is ordered yet; `most` is how many products are to be named.
  package init(naming most: Int = 0) { self.most = most }

  /// Adds a product; one that is called off more than ordered is passed over.
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
