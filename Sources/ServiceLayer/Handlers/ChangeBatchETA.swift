import Domain

extension Handlers {
  /// Corrects when a batch arrives (rule 5).
  static func changeBatchETA(
    _ command: ChangeBatchETA,
    _ work: any UnitOfWork
  ) throws -> Outcome {
    guard let product = try work.products.get(holding: command.reference) else {
      throw Refusal.unknownBatch(command.reference)
    }
    return try product.changeETA(of: command.reference, to: command.eta)
  }
}
