import Domain
import GRDB

/// The key of an order line, hashed once however often it is looked up.
struct LineKey: Sendable {
  let orderID: OrderID
  let sku: Sku
  let hash: UInt64

  /// `skuHash` spares another look at the sku, where its hash is known.
  init(orderID: OrderID, sku: Sku, skuHash: UInt64? = nil) {
    self.orderID = orderID
    self.sku = sku
    hash = orderID.rawValue.hash(from: skuHash ?? sku.rawValue.hash())
  }

  var arguments: StatementArguments { [orderID.rawValue, sku.rawValue] }
}
