import Domain

extension Handlers {
  /// Stores a deferred line as cancelled; its row becomes `unchanged` when it is next tried.
  static func withdraw(
    _ deferred: DeferredLine,
    _ origin: Origin,
    _ work: any UnitOfWork
  ) throws {
    try work.products.withdraw(deferred, from: origin)
    try work.deferredLines.close(deferred.line.orderID, deferred.line.sku)
    work.events.lineWasWithdrawn(deferred.line)
  }
}
