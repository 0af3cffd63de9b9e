/// The numbers of a night: the totals when its reports were published, and the changes since the
/// previous reports.
package struct NightNumbers: Equatable, Sendable {
  /// The rows of `changes.csv`, by kind.
  package var allocated = 0
  package var deallocated = 0
  /// Back-orders that were not waiting when the previous reports were published.
  package var newlyWaiting = 0
  /// Rows of cancellations that took effect.
  package var cancelled = 0
  package var waitingLines = 0
  package var waitingUnits = 0
  /// Skus that have back-orders.
  package var shortSkus = 0
  package var orders = OrderCounts()
  package var openRows = 0
  package var rows = RowCounts()
  package var changes = NightChanges()

  package init() {}
}

/// A run that published reports, and the numbers that it stored.
package struct Night: Equatable, Sendable {
  package let id: Int
  package let run: String
  /// Seconds since 1970, UTC.
  package let started: Int
  package let numbers: NightNumbers
  /// False if an earlier version of the program did not count the ordered units.
  package let countsOrders: Bool

  package init(
    id: Int,
    run: String,
    started: Int,
    numbers: NightNumbers,
    countsOrders: Bool = true
  ) {
    self.id = id
    self.run = run
    self.started = started
    self.numbers = numbers
    self.countsOrders = countsOrders
  }
}
