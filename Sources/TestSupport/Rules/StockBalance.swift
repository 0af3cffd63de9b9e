package import ServiceLayer

/// Checks the stock in reports: no stock is lost, and no line waits for stock that is free.
package struct StockBalance {
  package private(set) var faults: [String] = []

  /// Reads the allocations, stock and back-orders of one moment.
  package init(_ reports: [ReportTable: [[ReportValue]]]) {
    var allocated: [ReportValue: Int] = [:]
    for line in reports[.allocations] ?? [] { allocated[line[3], default: 0] += line[2].quantity }
    var largest: [ReportValue: Int] = [:]
    for batch in reports[.stock] ?? [] {
      let (bought, placed, free) = (batch[3].quantity, batch[4].quantity, batch[5].quantity)
      if bought != placed + free || placed != allocated[batch[0], default: 0] || free < 0 {
        faults.append("batch out of balance: \(batch)")
      }
      largest[batch[1]] = max(largest[batch[1], default: 0], free)
    }
    for line in reports[.backorders] ?? []
    where line[2].quantity <= largest[line[1], default: 0] {
      faults.append("could be served: \(line)")
    }
  }
}

extension ReportValue {
  /// A number; -1 if the text is not a number.
  fileprivate var quantity: Int {
    guard case .number(let number) = self else { return -1 }
    return number
  }
}
