import Domain

extension Handlers {
  /// Allocates an order line to a named batch (rule 6).
  static func allocateTo(
    _ command: AllocateTo,
    _ origin: Origin,
    _ work: any UnitOfWork
  ) throws -> Outcome {
    // A batch never changes its sku, so the row can never succeed, even if other names in it are
    // not known yet.
    let owner = try work.products.get(holding: command.reference)
    if let owner, owner.sku != command.line.sku {
      throw Refusal.batchHoldsAnotherSku(command.reference, sku: owner.sku)
    }
    let line = command.line
    guard let product = try owner ?? work.products.get(line.sku) else {
      guard let known = try work.products.line(line.orderID, line.sku) else {
        throw Refusal.unknownSku(line.sku)
      }
      if known.withdraws(origin) { return .unchanged }
      guard known.quantity == line.quantity else {
        throw known.difference(from: line, first: known.quantity)
      }
      throw Refusal.lineIsCancelled(line)
    }
    return try product.allocate(line, to: command.reference, from: origin)
  }
}
