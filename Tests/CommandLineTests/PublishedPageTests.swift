import Foundation
import SystemTestSupport
import Testing

/// The page that runs of the built program publish.
struct PublishedPageTests {
  private func page(_ root: Root) throws -> String { try root.text("reports/latest/report.html") }

  @Test func `a night without problems needs nobody`() throws {
    try Root.lendWithOneNight { root in
      let page = try page(root)
      #expect(page.contains("<title>✓ allot, 23 Nov 2026</title>"))
      #expect(page.contains("The trend begins with the second night."))
      #expect(page.contains("<th class=\"id order\">O-2</th>"))
      #expect(page.contains("only 6 free"))
    }
  }

  @Test func `rows refused for the same reason are one thing to do`() throws {
    try Root.lend { root in
      for number in 10..<60 {
        try root.drop("orderid,sku,qty\nO-\(number),LAMP,2.5\n", as: "orders-\(number).csv")
      }
      try root.drop("{}", as: "orders-web.csv")
      #expect(try root.night(1).code == 1)
      let first = try page(root)
      #expect(first.contains("<title>✗ 2 to do – allot, 23 Nov 2026</title>"))
      #expect(first.contains("50 rows in 50 files refused: qty is not a whole number"))
      #expect(first.contains("Correct them in rejects/orders-10.\(Root.run(1)).csv"))
      #expect(first.contains("orders-web.csv not imported: "))
      #expect(try root.night(4).code == 0)
      let later = try page(root)
      #expect(later.contains("<title>✗ 2 to do – allot, 26 Nov 2026</title>"))
      #expect(
        later.contains(
          "50 rows in 50 files still open after 3 nights: qty is not a whole number"
        )
      )
      #expect(later.contains("orders-web.csv not imported, and not come again after 3 nights: "))
    }
  }

  @Test func `a failed file is requested until it comes again under any name`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("ref,sku,qty\nB-2,LAMP,5\n", as: "stock.csv")
      #expect(try root.night(2).code == 1)
      #expect(try root.night(3).code == 0)
      #expect(
        try page(root).contains("stock.csv not imported, and not come again after 1 night: ")
      )
      try root.drop("ref,sku,qty\nB-2,LAMP,5\n", as: "batches-2.csv")
      #expect(try root.night(4).code == 0)
      #expect(try !page(root).contains("stock.csv not imported"))
      #expect(try root.allot("rejects").output == "nothing waits\n")
    }
  }

  @Test func `a second run and a report on the same day do not empty the page`() throws {
    try Root.lend { root in
      try root.drop("ref,sku,qty,eta\nB1,LAMP,10,\n", as: "batches.csv")
      try root.drop("orderid,sku,qty\nO-1,LAMP,4\nO-2,LAMP,x\n", as: "orders.csv")
      #expect(try root.night(1).code == 1)
      try root.drop("ref,qty\nB1,3\n", as: "quantities.csv")
      for command in ["run", "report"] {
        let ended = try root.allot(
          command,
          environment: ["ALLOT_NOW": "2026-11-23T08:00:00Z", "ALLOT_SETTLE": "0"]
        )
        #expect(ended.code == 0, "\(ended)")
        let page = try page(root)
        #expect(page.contains("✗ 1 to do"))
        #expect(page.contains("1 row of orders.csv refused: qty is not a whole number"))
        #expect(page.contains("<th class=\"name\">batches.csv</th>"))
        #expect(page.contains("<th class=\"name\">quantities.csv</th>"))
        #expect(page.contains("quantities.csv:2"))
        #expect(
          page.contains(
            "<tr><th>quantities</th><td class=\"n\">1</td><td class=\"n\">0</td>"
              + "<td class=\"n\">1</td></tr>"
          )
        )
      }
      let next = try root.night(3)
      #expect(next.code == 0, "\(next)")
      #expect(try page(root).contains("1 row of orders.csv still open after 2 nights"))
      #expect(try page(root).contains("No file came."))
    }
  }

  @Test func `a row that names something unknown is shown with its order, and its hint`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-24,LAPM,1\n", as: "orders-typo.csv")
      #expect(try root.night(2).code == 0)
      #expect(
        try page(root).contains(
          "<tr><th class=\"id order\">O-24</th><td class=\"id\">LAPM</td><td class=\"n\">1</td>"
        )
      )
      _ = try root.night(4)
      #expect(try page(root).contains("1 row of orders-typo.csv not accepted after 2 nights"))
    }
  }

  @Test func `demand is computed from all nights, and a second run is not a night`() throws {
    try Root.lendWithOneNight { root in
      func row(_ free: Int, _ mean: String, _ nights: String) -> String {
        """
        <tr><th class="id">LAMP</th><td class="n">\(free)</td><td class="n">\(mean)</td>\
        <td class="n">\(nights)</td>
        """
      }
      #expect(try page(root).contains(row(6, "11", "0.5")))
      #expect(try page(root).contains("If every night orders as much as this one."))
      try root.drop("orderid,sku,qty\nO-3,LAMP,3\n", as: "orders-3.csv")
      #expect(try root.night(2).code == 0)
      #expect(try page(root).contains(row(3, "7", "0.4")))
      try root.drop("orderid,sku\nO-2,LAMP\n", as: "cancellations.csv")
      _ = try root.allot("import", "--settle", "0", "--now", "2026-11-24T07:00:00Z")
      for _ in 1...2 {
        _ = try root.allot("run", "--settle", "0", "--now", "2026-11-24T08:00:00Z")
        // The seven units of O-2 were cancelled in this night.
        #expect(try page(root).contains(row(3, "3.5", "0.9")))
        #expect(try page(root).contains("If nights go on as the last 2 did on average."))
      }
      #expect(try root.night(4).code == 0)
      #expect(try page(root).contains(row(3, "2.3", "1.3")))
    }
  }

  @Test func `the page stays small with the longest and worst possible names`() throws {
    try Root.lend { root in
      func name(_ number: Int, _ bytes: Int = 255) -> String {
        String(number) + String(repeating: "&", count: bytes - String(number).utf8.count)
      }
      var (batches, orders) = ("ref,sku,qty,eta\n", "orderid,sku,qty\n")
      for number in 1000..<1100 {
        batches += "\(name(number)),\(name(number)),5,2020-01-01\n"
        orders += "\(name(number)),\(name(number)),\(number % 2 == 0 ? 6 : 1)\n"
        orders += "\(name(number + 5000)),\(name(number + 7000)),1\n"
        orders += "\(name(number + 8000)),\(name(number)),&\n"
      }
      try root.drop(batches, as: "batches.csv")
      try root.drop(orders, as: "orders.csv")
      for number in 1000..<1120 {
        try root.drop("orderid,sku,qty\nx,y,&\n", as: "orders-\(name(number, 230)).csv")
      }
      #expect(try root.night(1).code == 1)
      try root.drop(
        "ref,qty\n" + (1000..<1100).map { "\(name($0)),0\n" }.joined(),
        as: "quantities.csv"
      )
      for day in 2...5 {
        _ = try root.night(day)
        #expect(try page(root).utf8.count <= 200_000)
      }
      #expect(try page(root).utf8.count > 50_000)
    }
  }

  @Test func `text from files and names is plain text on the page`() throws {
    try Root.lend { root in
      let bad = "<script>alert(1)</script>"
      try root.drop("ref,sku,qty,eta\n\(bad),\(bad),1,2026-01-01\n", as: "batches.csv")
      try root.drop(
        "orderid,sku,qty\n\(bad),\(bad),4\n\(bad),\(bad),<b>\n<i>,<u>,1\n",
        as: "orders<img src=x onerror=alert(1)>.csv"
      )
      #expect(try root.night(1).code == 1)
      let page = try page(root)
      for tag in ["<script", "<img", "<b>x", "<i>", "<u>"] {
        #expect(!page.contains(tag), "\(tag)")
      }
      #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
      #expect(page.contains("orders&lt;img src=x onerror=alert(1)&gt;.csv"))
    }
  }

  @Test(arguments: [
    ["TZ": "Pacific/Kiritimati", "LANG": "de_DE.UTF-8"], ["TZ": "America/New_York", "LC_ALL": "C"],
  ])
  func `the output does not depend on time zone or locale`(environment: [String: String]) throws {
    try Root.lendWithOneNight { expected in
      try Root.lend { root in
        try root.drop("ref,sku,qty,eta\nB1,LAMP,10,\n", as: "batches.csv")
        try root.drop("orderid,sku,qty\nO-1,LAMP,4\nO-2,LAMP,7\n", as: "orders.csv")
        let ended = try Program.run(
          ["run", "--root", root.path] + Root.at(1),
          environment: environment
        )
        #expect(ended.code == 0, "\(ended)")
        #expect(try page(root) == page(expected))
      }
    }
  }
}
