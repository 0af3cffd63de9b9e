import Domain

extension Handlers {
  /// Allocates free stock to back-orders (rule 3).
  static func serveBackorders(
    _ event: StockAdded,
    _: Origin,
    _ work: any UnitOfWork
  ) throws {
    try work.products.get(event.sku)?.serveBackorders()
  }
}
