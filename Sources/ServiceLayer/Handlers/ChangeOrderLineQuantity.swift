import Domain

extension Handlers {
  /// Sets the quantity of a known line (rule 10).
  static func changeOrderLineQuantity(
    _ command: ChangeOrderLineQuantity,
    _ origin: Origin,
    _ work: any UnitOfWork
  ) throws -> Outcome {
    let line = command.line
    guard let product = try work.products.get(line.sku) else {
      guard let known = try work.products.line(line.orderID, line.sku) else {
        throw Refusal.unknownLine(line.orderID, line.sku)
      }
      if known.outdates(origin) { return .unchanged }
      if command.isListed {
        if known.withdraws(origin) { return .unchanged }
        if known.quantity == line.quantity { return .calledOff }
      }
      // A line cancelled while it was deferred can be accepted again once its sku is known.
      throw Refusal.unknownSku(line.sku)
    }
    return try product.amend(line, isListed: command.isListed, from: origin)
  }
}
