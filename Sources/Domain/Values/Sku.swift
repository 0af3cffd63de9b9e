/// The code under which a product is bought and sold.
package struct Sku: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}
