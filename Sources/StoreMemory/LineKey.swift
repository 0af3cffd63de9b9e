package import Domain

/// The key of an order line with its hash, which is computed only once.
package struct LineKey: Sendable {
  package let orderID: OrderID
  package let sku: Sku
  package let hash: UInt64

  /// Makes a key; pass `skuHash` if the hash of the sku is known, so that it is not computed again.
  package init(orderID: OrderID, sku: Sku, skuHash: UInt64? = nil) {
    self.orderID = orderID
    self.sku = sku
    hash = Self.hash(orderID, skuHash: skuHash ?? sku.rawValue.hash())
  }

  /// The hash of a key, computed without making the key.
  package static func hash(_ orderID: OrderID, skuHash: UInt64) -> UInt64 {
    orderID.rawValue.hash(from: skuHash)
  }

  /// The order in which stores write lines: by order id, then sku, compared as bytes.
  package func comesBefore(_ other: Self) -> Bool {
    orderID == other.orderID
      ? sku.rawValue < other.sku.rawValue : orderID.rawValue < other.orderID.rawValue
  }
}
