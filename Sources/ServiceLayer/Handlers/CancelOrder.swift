import Domain

extension Handlers {
  /// Cancels every line of an order, by sku, including deferred ones (rules 7 and 11).
  static func cancelOrder(
    _ command: CancelOrder,
    _ origin: Origin,
    _ work: any UnitOfWork
  ) throws -> Outcome {
    let skus = try work.products.skus(in: command.orderID)
    let deferred = try work.deferredLines.lines(of: command.orderID).filter {
      !skus.contains($0.line.sku)
    }
    guard !skus.isEmpty || !deferred.isEmpty else { throw Refusal.unknownOrder(command.orderID) }
    var outcome = Outcome.unchanged
    for sku in skus {
      let product = try work.products.get(sku)
      if try product?.cancel(command.orderID, from: origin) == .applied { outcome = .applied }
    }
    for line in deferred {
      try withdraw(line, origin, work)
      outcome = .applied
    }
    return outcome
  }
}
