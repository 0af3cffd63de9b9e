import Domain

extension Handlers {
  static func addToView(
    _ event: Allocated,
    _: Origin,
    _ work: any UnitOfWork
  ) throws {
    try work.view.add(event.line, on: event.reference)
  }

  static func removeFromView(
    _ event: Deallocated,
    _: Origin,
    _ work: any UnitOfWork
  ) throws {
    try work.view.remove(event.line, from: event.reference)
  }

  /// Removes a cancelled line from the view; a waiting line was not in it.
  static func removeCancelledFromView(
    _ event: OrderLineCancelled,
    _: Origin,
    _ work: any UnitOfWork
  ) throws {
    guard let reference = event.reference else { return }
    try work.view.remove(event.line, from: reference)
  }
}
