/// The code under which a product is bought and sold.
package struct Sku: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  /// Inlinable, so that other modules compare names without a call.
  @inlinable
  package static func == (left: Self, right: Self) -> Bool { left.rawValue == right.rawValue }
}
