/// The name a batch of stock was bought under, unique over all skus.
package struct BatchReference: RawRepresentable, Hashable, Sendable {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}
