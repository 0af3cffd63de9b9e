import Foundation
import SystemTestSupport
import Testing

/// A clock that is set back.
struct ClockTests {
  @Test func `runs are ordered by their beginning, whatever the clock says`() throws {
    try Root.lend { forward in
      try Root.lend { backward in
        let days = [(1, 8), (2, 3), (3, 1), (4, 5)]
        for (night, day) in days {
          for (root, at) in [(forward, night), (backward, day)] {
            try drop(night, into: root)
            let ended = try root.night(at)
            #expect(ended.code == 0, "\(ended)")
          }
          #expect(try timeless(forward) == timeless(backward))
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
    case 1: try root.drop("orderid,sku,qty\nO-1,LAMP,4\nO-2,LAMP,1\n", as: "orders.csv")
    case 2: try root.drop("ref,sku,qty,eta\nB1,LAMP,10,\n", as: "batches.csv")
    case 3: try root.drop("orderid,sku,qty\nO-3,LAMP,9\nO-4,LAMP,2\n", as: "orders-3.csv")
    default: try root.drop("ref,qty\nB1,5\n", as: "quantities.csv")
    }
  }

  /// The newest reports without run names and ages, the only parts that depend on the clock.
  private func timeless(_ root: Root) throws -> [String: String] {
    var reports = try root.reports("latest")
    let clocks = [
      "backorders.csv": ["ordered", "since"], "open.csv": ["run", "nights", "rejects_file"],
    ]
    for (file, columns) in clocks {
      let rows = try #require(reports[file]).split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
      let header = try #require(rows.first)
      let kept = header.indices.filter { !columns.contains(String(header[$0])) }
      #expect(kept.count == header.count - columns.count)
      reports[file] = rows.map { row in kept.map { row[$0] }.joined(separator: ",") }
        .joined(separator: "\n")
    }
    return reports
  }
}
