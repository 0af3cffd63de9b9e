/// The name of a customer's order; its lines are told apart by their sku.
package struct OrderID: RawRepresentable, Hashable, Sendable {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}
