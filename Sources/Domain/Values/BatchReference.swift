/// The name under which a batch of stock was bought; unique across all skus.
package struct BatchReference: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  /// Inlinable, so that other modules compare names without a call.
  @inlinable
  package static func == (left: Self, right: Self) -> Bool { left.rawValue == right.rawValue }
}
