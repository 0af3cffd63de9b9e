import Domain

extension Handlers {
  /// Adds a batch to its product; the first batch of a sku creates the product (rules 8 and 9).
  static func createBatch(
    _ command: CreateBatch,
    _ origin: Origin,
    _ work: any UnitOfWork
  ) throws -> Outcome {
    if let first = try work.products.creation(of: command.reference) {
      if first == command { return .unchanged }
      let product = try work.products.get(holding: command.reference)
      guard try product?.states(command, first: first) == true else {
        throw Refusal.batchDiffers(first: first)
      }
      return .unchanged
    }
    let product = try work.products.get(command.sku) ?? work.products.add(command.sku)
    try product.add(command, from: origin)
    return .applied
  }
}
