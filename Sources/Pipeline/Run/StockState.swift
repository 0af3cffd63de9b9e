import MorningPage
package import ServiceLayer

/// The state of orders and stock after a run published its reports, for monitoring.
package struct StockState: Equatable, Sendable {
  package let openRows: Int
  package let waitingLines: Int
  package let waitingUnits: Int
  /// Since when the oldest of these lines is known, in seconds since 1970; nil if none waits.
  package let oldestWait: Int?
  package let orders: OrderCounts
  /// Skus with waiting lines.
  package let shortSkus: Int
  /// Batches whose eta has passed and that were not reported as arrived.
  package let lateBatches: Int

  init(_ numbers: NightNumbers, _ facts: NightFacts) {
    openRows = numbers.openRows
    waitingLines = numbers.waitingLines
    waitingUnits = numbers.waitingUnits
    oldestWait = facts.waiting.oldest.first.flatMap { RunName.started($0.ordered) }
    orders = numbers.orders
    shortSkus = numbers.shortSkus
    lateBatches = facts.late.late.batches
  }
}
