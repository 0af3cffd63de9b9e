import Foundation
import SystemTestSupport
import Testing

/// `allot status`: one screen.
struct StatusTests {
  @Test func `status shows the last run, waiting lines and open rows`() throws {
    try Root.lendWithOneNight { root in
      #expect(
        try root.allot("status").output == """
          run     \(Root.run(1)), run; files: 2 imported; rows: 3 applied
          orders  1 complete, 0 partly allocated, 1 waiting
          waits   1 line of 1 product, 7 units, since the last night
          open    no row

          """
      )
      try root.drop("ref,sku,qty,eta\nB2,VASE,5,2026-11-20\n", as: "batches-2.csv")
      try root.drop("orderid,sku,qty\nO-1,VASE,2\n", as: "orders-1.csv")
      try root.drop("orderid,sku,qty\nO-3,LAMP,x\nO-4,SOFA,1\n", as: "orders-2.csv")
      #expect(try root.night(2).code == 1)
      #expect(
        try root.allot("status").output == """
          run     \(Root.run(2)), run; files: 3 imported; rows: 2 applied, 1 deferred, 1 rejected
          human   orders-2.csv: 1 row rejected: qty is not a whole number
          human   correct the rejected rows and drop them again: rejects/orders-2.\(Root.run(2)).csv
          orders  1 complete, 0 partly allocated, 1 waiting
          waits   1 line of 1 product, 7 units, the first of them for 1 night
          late    1 batch not reported as arrived though the day has passed, with 2 units promised; \
          an etas file with an empty eta reports an arrival
          open    1 row rejected, 1 row deferred, since the last night; `allot rejects` lists them

          """
      )
      let json = try JSONSerialization.jsonObject(
        with: Data(try root.allot("status", "--json").output.utf8)
      )
      let value = json as? [String: Any]
      #expect(value?["has_run"] as? Bool == true)
      #expect((value?["waiting"] as? [String: Int])?["units"] == 7)
      #expect((value?["last_run"] as? [String: Any])?["run"] as? String == Root.run(2))
    }
    try Root.lend { root in
      let ended = try root.allot("status")
      #expect(ended.output == "no run yet\n")
    }
  }

  @Test func `status shows what the last run reported, including exceeded limits`() throws {
    try Root.lend { root in
      try root.configure(
        """
        version = 1
        [[expect]]
        file = "orders*.csv"
        [limits]
        waiting-days = 1
        late-days = 2

        """
      )
      try root.drop(
        "ref,sku,qty,eta\nB1,LAMP,1,2026-11-23\nB2,LAMP,1,2026-11-20\nB3,LAMP,1,2026-11-24\n",
        as: "batches.csv"
      )
      try root.drop("orderid,sku,qty\nO-1,LAMP,5\n", as: "orders.csv")
      _ = try root.night(1)
      try root.drop("orderid,sku,qty\nO-2,LAMP,5\n", as: "orders-2.csv")
      _ = try root.night(2)
      #expect(try root.night(3).code == 1)
      let data = Data(try root.text("reports/latest/summary.json").utf8)
      let summary = try JSONSerialization.jsonObject(with: data) as? [String: Any]
      let needs = try #require(summary?["needs_human"] as? [String])
      #expect(
        needs == [
          """
          orders*.csv was expected, and did not come: it came last in run \(Root.run(2)); ask \
          the person who drops it for it, drop it, and run it again
          """,
          """
          2 order lines have waited for 1 day or more; buy stock, or have them cancelled; \
          backorders.csv has each, with since when
          """,
          """
          2 batches are late by 2 days or more: 'B2' first, due on 2026-11-20; an etas file reports \
          what has arrived, with an empty eta, or gives a new day
          """,
        ]
      )
      func told() throws -> [String] {
        try root.allot("status").output.split(separator: "\n").filter { $0.hasPrefix("human") }
          .map { String($0.dropFirst(8)) }
      }
      #expect(try told() == needs)
    }
  }
}
