import Domain

extension Handlers {
  /// Cancels an order line, even if it is still deferred (rules 7 and 11).
  static func cancelOrderLine(
    _ command: CancelOrderLine,
    _ origin: Origin,
    _ work: any UnitOfWork
  ) throws -> Outcome {
    if let product = try work.products.get(command.sku) {
      do { return try product.cancel(command.orderID, from: origin) } catch Refusal.unknownLine {}
    } else if try work.products.line(command.orderID, command.sku) != nil {
      // A known line without a product was cancelled while it was deferred.
      return .unchanged
    }
    let deferred = try work.deferredLines.lines(of: command.orderID)
    guard let line = deferred.first(where: { $0.line.sku == command.sku }) else {
      throw Refusal.unknownLine(command.orderID, command.sku)
    }
    try withdraw(line, origin, work)
    return .applied
  }
}
