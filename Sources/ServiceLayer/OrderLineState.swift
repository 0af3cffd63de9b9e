/// The state of an order line today.
package struct OrderLineState: Equatable, Sendable {
  package enum Place: Equatable, Sendable {
    case allocated(reference: String)
    case waiting
    case cancelled
  }

  package let sku: String
  package let quantity: Int
  package let place: Place

  package init(sku: String, quantity: Int, place: Place) {
    self.sku = sku
    self.quantity = quantity
    self.place = place
  }
}
