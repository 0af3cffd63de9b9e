import Domain
import ServiceLayer

/// The state of all orders and batches, found by plain loops.
extension FakeAnswers {
  func orderCounts() -> OrderCounts {
    let lines = store.memory.model.lines.values.filter { !$0.isCancelled }
    var counts = OrderCounts()
    for lines in Dictionary(grouping: lines, by: \.line.orderID).values {
      switch lines.filter({ $0.batch != nil }).count {
      case lines.count: counts.complete += 1
      case 0: counts.waiting += 1
      default: counts.partly += 1
      }
    }
    return counts
  }

  func lateBatches(before day: String, naming most: Int) -> LateBatches {
    let late = store.memory.model.batches.values.filter { stored in
      stored.batch.purchasedQuantity > 0
        && (stored.batch.eta.map { $0.description < day } ?? false)
    }.map { BatchToday($0.batch, of: $0.first.sku) }
      .sorted { ($0.eta ?? "", $0.reference) < ($1.eta ?? "", $1.reference) }
    return LateBatches(
      batches: late.count,
      promised: late.reduce(0) { $0 + $1.promised },
      first: Array(late.prefix(most))
    )
  }
}
