/// The name of a customer's order; an order has at most one line per sku.
package struct OrderID: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  /// Inlinable, so that other modules compare names without a call.
  @inlinable
  package static func == (left: Self, right: Self) -> Bool { left.rawValue == right.rawValue }
}
