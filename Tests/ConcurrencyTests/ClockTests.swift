import Foundation
import TestSupport
import Testing

/// A clock that is set back (reliability.md, B10).
struct ClockTests {
  @Test func `runs come in the order in which they were begun, whatever the clock says`() throws {
    try Root.lend { forward in
      try Root.lend { backward in
        let days = [(1, 8), (2, 3), (3, 1), (4, 5)]
        for (night, day) in days {
          for (root, at) in [(forward, night), (backward, day)] {
            try drop(night, into: root)
            let ended = try root.night(at)
            #expect(ended.code == 0, "\(ended)")
          }
          // `since` and the names of runs are the clock's; all else is not.
          var (one, other) = (try forward.reports("latest"), try backward.reports("latest"))
          #expect(waiting(&one) == waiting(&other))
          #expect(one == other)
        }
        let history = try backward.allot("history").output.split(separator: "\n")
        #expect(
          history.filter { !$0.hasPrefix(" ") } == days.map { "\(Root.run($0.1))  run" }
        )
        #expect(try backward.allot("doctor", "--quiet").code == 0)
      }
    }
  }

  private func drop(_ night: Int, into root: Root) throws {
    switch night {
    case 1: try root.drop("orderid,sku,qty\nO-1,LAMP,4\nO-2,SOFA,1\n", as: "orders.csv")
    case 2: try root.drop("ref,sku,qty,eta\nB1,LAMP,10,\n", as: "batches.csv")
    case 3: try root.drop("orderid,sku,qty\nO-3,LAMP,9\nO-4,LAMP,2\n", as: "orders-3.csv")
    default: try root.drop("ref,qty\nB1,5\n", as: "quantities.csv")
    }
  }

  /// Takes out which lines wait, in their order, without since when.
  private func waiting(_ reports: inout [String: String]) -> [[Substring]] {
    (reports.removeValue(forKey: "backorders.csv") ?? "").split(separator: "\n").map {
      let cells = $0.split(separator: ",")
      return Array(cells.prefix(3) + cells.dropFirst(4))
    }
  }
}
