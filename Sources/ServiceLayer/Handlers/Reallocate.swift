import Domain

extension Handlers {
  /// Allocates a line that lost its allocation (rule 4), unless its product has already done so
  /// (rule 10).
  static func reallocate(
    _ event: Deallocated,
    _: Origin,
    _ work: any UnitOfWork
  ) throws {
    guard let number = event.number else { return }
    try work.products.get(event.line.sku)?.reallocate(event.line, number: number)
  }
}
