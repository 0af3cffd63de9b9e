import Domain

extension Handlers {
  /// Places a line on the batch it names (rule 6).
  static func allocateTo(_ command: AllocateTo, _ work: any UnitOfWork) throws -> Outcome {
    guard let product = try work.products.get(command.line.sku) else {
      throw Refusal.unknownSku(command.line.sku)
    }
    if let owner = try work.products.get(holding: command.reference), owner !== product {
      throw Refusal.batchHoldsAnotherSku(command.reference, sku: owner.sku)
    }
    return try product.allocate(command.line, to: command.reference)
  }
}
