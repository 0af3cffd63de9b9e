/// A product with waiting order lines.
package struct ProductInShortage: Equatable, Sendable {
  package let sku: String
  package let lines: Int
  /// Units that the waiting lines ask for.
  package let wanted: Int
  package let free: Int
  package let largest: Int

  /// The units that must still be bought; 0 if enough is free in total, but not in a single batch.
  package var lacking: Int { max(0, wanted - free) }

  package init(sku: String, lines: Int, wanted: Int, free: Int, largest: Int) {
    self.sku = sku
    self.lines = lines
    self.wanted = wanted
    self.free = free
    self.largest = largest
  }
}
