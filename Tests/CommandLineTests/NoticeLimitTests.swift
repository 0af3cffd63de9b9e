import Foundation
import SystemTestSupport
import Testing

/// Limits of the configuration above which something is reported.
struct NoticeLimitTests {
  private func lend(_ limits: String, _ body: (Root) throws -> Void) throws {
    try Root.lend { root in
      try root.configure("version = 1\n[limits]\n\(limits)\n")
      try body(root)
    }
  }

  private func summary(_ root: Root) throws -> [String: Any] {
    let data = Data(try root.text("reports/latest/summary.json").utf8)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func list(_ key: String, _ root: Root) throws -> [String] {
    try summary(root)[key] as? [String] ?? []
  }

  @Test(arguments: [("human", 1, 1, 0), ("warn", 0, 0, 1), ("ignore", 0, 0, 0)])
  func `a file that is never taken is reported at the configured level`(
    level: String,
    code: Int,
    needs: Int,
    warnings: Int
  ) throws {
    try lend("ignored-files = \"\(level)\"") { root in
      try root.drop("", as: "orders.xlsx")
      #expect(try root.night(1).code == 0)
      #expect(try root.night(2).code == Int32(code))
      #expect(try list("needs_human", root).count == needs)
      #expect(try list("warnings", root).count == warnings)
      #expect(try root.text("reports/latest/files.csv").contains("orders.xlsx,,,,ignored"))
    }
  }

  @Test func `a row may be deferred for as many nights as the limit allows`() throws {
    try lend("deferred-nights = 3") { root in
      try root.drop("orderid,sku,qty\nO-1,VASE,1\n", as: "orders.csv")
      #expect(try (1...6).map { try root.night($0).code } == [0, 0, 0, 1, 0, 0])
      #expect(
        try root.text("reports/\(Root.run(4))/report.html").contains(
          "1 row of orders.csv not accepted after 3 nights"
        )
      )
      #expect(
        try !root.text("reports/\(Root.run(3))/report.html").contains("not accepted after")
      )
    }
  }

  @Test func `a line that waits too long is reported each night, on the page too`() throws {
    try lend("waiting-days = 3") { root in
      try root.drop("ref,sku,qty,eta\nB1,LAMP,0,\nB2,VASE,5,\n", as: "batches.csv")
      try root.drop("orderid,sku,qty\nO-1,LAMP,1\nO-2,VASE,5\n", as: "orders.csv")
      #expect(try (1...3).map { try root.night($0).code } == [0, 0, 0])
      try root.drop("ref,qty\nB2,1\n", as: "quantities.csv")
      #expect(try root.night(4).code == 1)
      #expect(
        try list("needs_human", root) == [
          """
          1 order line has waited for 3 days or more; buy stock, or have them cancelled; \
          backorders.csv has each, with since when
          """
        ]
      )
      // It reports nothing new, but shows it.
      let report = try root.allot("report", environment: ["ALLOT_NOW": "2026-11-26T08:00:00Z"])
      #expect(report.code == 0)
      #expect(
        try root.text("reports/latest/report.html").contains(
          "<p class=\"what\">1 order line has waited for 3 days or more</p><p>Buy stock, or"
        )
      )
      #expect(try (5...7).map { try root.night($0).code } == [1, 1, 1])
      #expect(try list("needs_human", root).first?.hasPrefix("2 order lines have waited") == true)
    }
  }

  @Test func `a batch that is late for too long is reported`() throws {
    try lend("late-days = 2") { root in
      try root.drop(
        "ref,sku,qty,eta\nB1,LAMP,1,2026-11-23\nB2,LAMP,1,2026-11-24\nB3,LAMP,0,2026-11-01\n",
        as: "batches.csv"
      )
      #expect(try (1...3).map { try root.night($0).code } == [0, 0, 1])
      #expect(
        try list("needs_human", root) == [
          """
          1 batch is late by 2 days or more: 'B1' was due on 2026-11-23; an etas file reports what \
          has arrived, with an empty eta, or gives a new day
          """
        ]
      )
      #expect(try root.night(4).code == 1)
      #expect(
        try list("needs_human", root).first?
          .hasPrefix("2 batches are late by 2 days or more: 'B1' first, due on 2026-11-23") == true
      )
      try root.drop("ref,eta\nB1,\nB2,2026-12-24\n", as: "etas.csv")
      #expect(try root.night(5).code == 0)
    }
  }

  @Test func `a quantity that is many times the old one is a warning`() throws {
    try lend("quantity-factor = 10") { root in
      try root.drop("ref,sku,qty,eta\nB1,LAMP,50,\nB2,LAMP,0,\n", as: "batches.csv")
      try root.drop("orderid,sku,qty\nO-1,LAMP,2\nO-2,LAMP,3\n", as: "orders.csv")
      #expect(try root.night(1).code == 0)
      try root.drop("ref,qty\nB2,900\nB1,499\nX,1\n", as: "quantities-1.csv")
      try root.drop("ref,qty\nB1,5\nB2,0\n", as: "quantities-2.csv")
      try root.drop("orderid,sku,qty\nO-1,LAMP,20\nO-2,LAMP,29\n", as: "amendments.csv")
      _ = try root.night(2)
      let files = try #require(try summary(root)["files"] as? [[String: Any]])
      func told(_ line: Int) -> [String] {
        [
          """
          1 row makes a quantity 10 times or more as large or as small as it was, first on line \
          \(line): see that it is right
          """
        ]
      }
      #expect(
        files.compactMap { $0["warnings"] as? [String] } == [[], told(2), told(2)],
        "\(files)"
      )
    }
  }

  @Test func `lists that amend are checked too`() throws {
    try Root.lend { root in
      try root.configure(
        """
        version = 1
        [[sender]]
        name = "acme"
        [[sender.file]]
        match = "orders*.csv"
        known = "amend"
        [limits]
        quantity-factor = 100

        """
      )
      try root.makeFolder("inbox/acme")
      try root.drop("ref,sku,qty,eta\nB1,LAMP,5000,\n", as: "batches.csv")
      try root.drop("orderid,sku,qty\nO-1,LAMP,2\nO-2,LAMP,300\n", as: "acme/orders-1.csv")
      #expect(try root.night(1).code == 0)
      #expect(try !root.text("reports/latest/summary.json").contains("100 times"))
      try root.drop("orderid,sku,qty\nO-1,LAMP,3\nO-2,LAMP,3\n", as: "acme/orders-2.csv")
      #expect(try root.night(2).code == 0)
      #expect(
        try root.text("reports/latest/summary.json").contains(
          "1 row makes a quantity 100 times or more as large or as small as it was, first on line 3"
        )
      )
    }
  }
}
