import Domain

extension Handlers {
  /// Takes a line in and places it, or lets it wait (rules 1, 2, 8 and 9).
  static func allocate(_ command: Allocate, _ work: any UnitOfWork) throws -> Outcome {
    guard let product = try work.products.get(command.line.sku) else {
      throw Refusal.unknownSku(command.line.sku)
    }
    return try product.allocate(command.line)
  }
}
