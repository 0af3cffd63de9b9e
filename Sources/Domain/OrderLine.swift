/// The quantity that an order asks for of one sku; it is allocated as a whole, to one batch.
package struct OrderLine: Hashable, Sendable {
  package let orderID: OrderID
  package let sku: Sku
  /// At least 1.
  package let quantity: Int

  package init(orderID: OrderID, sku: Sku, quantity: Int) {
    self.orderID = orderID
    self.sku = sku
    self.quantity = quantity
  }
}
