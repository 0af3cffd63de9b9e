import Domain

extension Handlers {
  /// Accepts an order line and allocates it, or lets it wait (rules 1, 2, 8 and 9).
  static func allocate(
    _ command: Allocate,
    _ origin: Origin,
    _ work: any UnitOfWork
  ) throws -> Outcome {
    let line = command.line
    guard let product = try work.products.get(line.sku) else {
      guard let known = try work.products.line(line.orderID, line.sku) else {
        throw Refusal.unknownSku(line.sku)
      }
      return try known.outcome(ofRepeating: line, from: origin) { known.quantity }
    }
    return try product.allocate(line, from: origin)
  }
}
