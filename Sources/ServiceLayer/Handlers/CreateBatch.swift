import Domain

extension Handlers {
  /// Adds a batch to its product, which is made with its first batch (rules 8 and 9).
  static func createBatch(_ command: CreateBatch, _ work: any UnitOfWork) throws -> Outcome {
    if let first = try work.products.creation(of: command.reference) {
      guard first == command else { throw Refusal.batchDiffers(first: first) }
      return .unchanged
    }
    let product = try work.products.get(command.sku) ?? work.products.add(command.sku)
    try product.add(command)
    return .applied
  }
}
