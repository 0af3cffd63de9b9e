import Domain

extension Handlers {
  static func recordPlacement(
    _ event: Allocated,
    _ origin: Origin,
    _ work: any UnitOfWork
  ) throws {
    try work.changes.record(.allocated, of: event.line, on: event.reference, from: origin)
  }

  static func recordRemoval(
    _ event: Deallocated,
    _ origin: Origin,
    _ work: any UnitOfWork
  ) throws {
    try work.changes.record(.deallocated, of: event.line, on: event.reference, from: origin)
  }

  /// Records the lost allocation of a cancelled line; a waiting line had none.
  static func recordCancellation(
    _ event: OrderLineCancelled,
    _ origin: Origin,
    _ work: any UnitOfWork
  ) throws {
    guard let reference = event.reference else { return }
    try work.changes.record(.deallocated, of: event.line, on: reference, from: origin)
  }
}
