/// The name under which a batch of stock was bought; unique across all skus.
package struct BatchReference: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}
