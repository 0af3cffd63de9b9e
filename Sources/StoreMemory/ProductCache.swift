package import Domain

/// The products in memory, found by sku; each keeps its index.
///
/// A store's own data for each product are in another array, at the same index. A generic element
/// here would not be specialised, and would be copied for each row.
package struct ProductCache {
  private var products: [Product] = []
  private var index = HashIndex()

  package init() {}

  package var count: Int { products.count }

  /// Finds the product with a sku.
  package mutating func find(_ sku: Sku) -> Product? {
    index.find(sku.rawValue.hash()) { products[$0].sku == sku }.map { products[$0] }
  }

  package subscript(place: Int) -> Product { products[place] }

  /// Adds a product that is not here yet, at the next index.
  package mutating func append(_ product: Product) {
    index.append(product.sku.rawValue.hash())
    products.append(product)
  }

  package mutating func removeAll() { self = ProductCache() }
}
