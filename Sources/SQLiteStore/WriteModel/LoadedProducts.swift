import Domain

/// The products in memory, found by sku.
struct LoadedProducts {
  private var products: [LoadedProduct] = []
  private var index = HashIndex()

  /// Finds the product of a sku.
  mutating func find(_ sku: Sku) -> LoadedProduct? {
    index.find(sku.rawValue.hash()) { products[$0].product.sku == sku }.map { products[$0] }
  }

  var count: Int { products.count }

  subscript(place: Int) -> LoadedProduct { products[place] }

  /// Takes in a product that is not here yet, and says where it stands.
  mutating func append(_ product: LoadedProduct) -> Int {
    let place = products.count
    index.append(product.product.sku.rawValue.hash())
    products.append(product)
    return place
  }

  mutating func removeAll() { self = LoadedProducts() }
}

/// A product in memory, with the records that the store made for it.
struct LoadedProduct {
  let product: Product
  let records: SQLiteRecords
}
