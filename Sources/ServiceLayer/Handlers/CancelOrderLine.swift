import Domain

extension Handlers {
  /// Calls a line off (rule 7).
  static func cancelOrderLine(
    _ command: CancelOrderLine,
    _ work: any UnitOfWork
  ) throws -> Outcome {
    guard let product = try work.products.get(command.sku) else {
      throw Refusal.unknownLine(command.orderID, command.sku)
    }
    return try product.cancel(command.orderID)
  }
}
