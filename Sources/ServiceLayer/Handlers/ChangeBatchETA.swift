import Domain

extension Handlers {
  /// Corrects the eta of a batch (rule 5).
  static func changeBatchETA(
    _ command: ChangeBatchETA,
    _: Origin,
    _ work: any UnitOfWork
  ) throws -> Outcome {
    guard let product = try work.products.get(holding: command.reference) else {
      throw Refusal.unknownBatch(command.reference)
    }
    return try product.changeETA(of: command.reference, to: command.eta)
  }
}
