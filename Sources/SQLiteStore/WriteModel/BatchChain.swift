import Domain

/// The part of a batch's chain of allocations that was read so far, with links in both directions.
///
/// In the database, the chain leads only from the newest allocation to the oldest. While the
/// product is in memory, each link is read only once, however many lines are looked up.
struct BatchChain {
  private var numbers: [OrderID: LineNumber] = [:]
  /// By allocation, the one made directly after it.
  private var newer: [LineNumber: LineNumber] = [:]
  /// The allocation to read next.
  private var next: LineNumber?

  init(newest: LineNumber?) { next = newest }

  /// Finds an order's line and the allocation made after it, reading on as far as needed.
  mutating func find(
    _ orderID: OrderID,
    read: (LineNumber) throws -> Allocation?
  ) rethrows -> (number: LineNumber, newer: LineNumber?)? {
    while numbers[orderID] == nil, let number = next, let allocation = try read(number) {
      numbers[allocation.line.orderID] = number
      next = allocation.previous
      if let next { newer[next] = number }
    }
    return numbers[orderID].map { ($0, newer[$0]) }
  }

  /// Adds a line as the newest allocation.
  mutating func append(_ number: LineNumber, of orderID: OrderID, after previous: LineNumber?) {
    numbers[orderID] = number
    if let previous { newer[previous] = number }
  }

  /// Removes a line from any position.
  mutating func remove(_ allocation: Allocation) {
    let following = newer.removeValue(forKey: allocation.number)
    if numbers[allocation.line.orderID] == allocation.number {
      numbers[allocation.line.orderID] = nil
    }
    if let previous = allocation.previous { newer[previous] = following }
    if next == allocation.number { next = allocation.previous }
  }
}
