import Domain

extension Handlers {
  /// Corrects the purchased quantity of a batch (rules 3 and 4).
  static func changeBatchQuantity(
    _ command: ChangeBatchQuantity,
    _: Origin,
    _ work: any UnitOfWork
  ) throws -> Outcome {
    guard let product = try work.products.get(holding: command.reference) else {
      throw Refusal.unknownBatch(command.reference)
    }
    return try product.changeQuantity(of: command.reference, to: command.quantity)
  }
}
