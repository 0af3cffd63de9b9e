/// The name of a customer's order; an order has at most one line per sku.
package struct OrderID: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}
