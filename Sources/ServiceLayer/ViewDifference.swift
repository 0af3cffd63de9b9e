/// An order line whose allocation differs between the view and the write model.
package struct ViewDifference: Equatable, Sendable {
  /// An allocation: quantity and batch.
  package struct Place: Equatable, Sendable {
    package let quantity: Int
    package let reference: String

    package init(quantity: Int, reference: String) {
      self.quantity = quantity
      self.reference = reference
    }
  }

  package let orderID: String
  package let sku: String
  /// The allocation in the view; nil if the line is not in it.
  package let inView: Place?
  /// The allocation in the write model; nil if the line is not allocated.
  package let inModel: Place?

  package init(orderID: String, sku: String, inView: Place?, inModel: Place?) {
    self.orderID = orderID
    self.sku = sku
    self.inView = inView
    self.inModel = inModel
  }
}
