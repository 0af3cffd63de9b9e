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

  /// A line that was waiting is not in the view.
  static func removeCancelledFromView(
    _ event: OrderLineCancelled,
    _: Origin,
    _ work: any UnitOfWork
  ) throws {
    guard let reference = event.reference else { return }
    try work.view.remove(event.line, from: reference)
  }
}
