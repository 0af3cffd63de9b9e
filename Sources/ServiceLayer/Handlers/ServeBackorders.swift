import Domain

extension Handlers {
  /// Gives stock that became free to the lines that wait for it (rule 3).
  static func serveBackorders(_ event: StockAdded, _ work: any UnitOfWork) throws {
    try work.products.get(event.sku)?.serveBackorders()
  }

  /// Looks for another place for a line that lost its own (rule 4).
  static func reallocate(_ event: Deallocated, _ work: any UnitOfWork) throws {
    try work.products.get(event.line.sku)?.reallocate(event.line, number: event.number)
  }
}
