import Domain
import ServiceLayer

extension FakeReports {
  /// The notes beside the cells of a report: for each row of the back-orders, otherwise at the end.
  func notes(_ table: ReportTable) -> [ReportNote] {
    switch table {
    case .allocations: [.orders(orders)]
    case .changes: [.changes(changeTally)]
    case .backorders:
      store.waitingBySku.map { number, stored in
        .waits(age: number.rawValue, since: stored.since)
      }
    default: []
    }
  }

  private var orders: OrderCounts {
    let allocated = Set(store.view.keys.map(\.orderID))
    let waiting = Set(store.memory.model.backorders.map(\.stored.line.orderID))
    return OrderCounts(
      complete: allocated.subtracting(waiting).count,
      partly: allocated.intersection(waiting).count,
      waiting: waiting.subtracting(allocated).count
    )
  }

  private var changeTally: ChangeTally {
    var tally = ChangeTally()
    for change in store.feed.changes(after: store.feed.positions[.changesReport] ?? .start) {
      tally.count(change.kind, importID: change.position.cause >> 32)
      if change.kind == .deallocated, tally.wantsRemovals { tally.add(change) }
    }
    return tally
  }
}

extension FakeStore {
  /// The waiting lines, by sku, oldest first.
  var waitingBySku: [(number: LineNumber, stored: WriteModel.StoredLine)] {
    memory.model.backorders.sorted {
      ($0.stored.line.sku.rawValue, $0.number) < ($1.stored.line.sku.rawValue, $1.number)
    }
  }
}
