import SystemTestSupport
import Testing

/// Files whose rows correct known values, as configured.
struct AmendingFileTests {
  /// Lets a sender's orders files correct known values.
  private func amendOrders(of sender: String, in root: Root) throws {
    try root.configure(
      """
      version = 1
      [[sender]]
      name = "\(sender)"
      [[sender.file]]
      match = "orders*.csv"
      known = "amend"
      """
    )
    try root.makeFolder("inbox/\(sender)")
  }

  @Test func `a repeated list counts again if amendments came in between`() throws {
    try Root.lend { root in
      try amendOrders(of: "shop", in: root)
      let orders = "orderid,sku,qty\nO-1,LAMP,4\n"
      try root.drop("ref,sku,qty\nB1,LAMP,10\n", as: "batches.csv")
      try root.drop(orders, as: "shop/orders.csv")
      #expect(try root.night(1).code == 0)
      try root.drop("orderid,sku,qty\nO-1,LAMP,3\n", as: "amendments.csv")
      #expect(try root.night(2).code == 0)
      try root.drop(orders, as: "shop/orders.csv")
      #expect(try root.night(3).code == 0)
      #expect(
        try root.text("reports/latest/allocations.csv")
          == "orderid,sku,qty,batchref\nO-1,LAMP,4,B1\n"
      )
    }
  }

  @Test func `a full list that amends applies changes, and reports cancelled lines`()
    throws
  {
    try Root.lend { root in
      try amendOrders(of: "shop", in: root)
      let header = "orderid,sku,qty\n"
      func allocations() throws -> [String] {
        try root.text("reports/latest/allocations.csv").split(separator: "\n").dropFirst().map(
          String.init
        )
      }
      try root.drop("ref,sku,qty\nB1,LAMP,20\n", as: "batches.csv")
      try root.drop(header + "O-1,LAMP,4\nO-2,LAMP,4\n", as: "shop/orders-1.csv")
      #expect(try root.night(1).code == 0)
      try root.drop(header + "O-1,LAMP,3\nO-2,LAMP,4\nO-3,LAMP,2\n", as: "shop/orders-2.csv")
      #expect(try root.night(2).code == 0)
      #expect(try allocations() == ["O-1,LAMP,3,B1", "O-2,LAMP,4,B1", "O-3,LAMP,2,B1"])
      try root.drop("orderid,sku\nO-1,LAMP\n", as: "cancellations.csv")
      #expect(try root.night(3).code == 0)
      // The first quantity does not order a cancelled line again, and this is reported.
      try root.drop(header + "O-1,LAMP,4\nO-2,LAMP,5\n", as: "shop/orders-4.csv")
      let told = try root.night(4)
      #expect(told.code == 1 && told.output.contains("first in shop/orders-4.csv:2"), "\(told)")
      #expect(try allocations() == ["O-2,LAMP,5,B1", "O-3,LAMP,2,B1"])
      // Another quantity does, and this is reported.
      try root.drop(header + "O-1,LAMP,6\n", as: "shop/orders-5.csv")
      let revived = try root.night(5)
      #expect(
        revived.code == 1
          && revived.output.contains(
            "shop/orders-5.csv: 1 row ordered a cancelled line again"
          ),
        "\(revived)"
      )
      #expect(try allocations() == ["O-1,LAMP,6,B1", "O-2,LAMP,5,B1", "O-3,LAMP,2,B1"])
    }
  }

  @Test func `a known line or batch is changed if a rule says so`() throws {
    try Root.lend { root in
      try root.configure(
        """
        version = 1
        [[sender]]
        name = "shop"
        [[sender.file]]
        match = "orders*.csv"
        known = "amend"
        called-off = "ignore"
        [[sender.file]]
        match = "batches*.csv"
        known = "amend"
        """
      )
      try root.makeFolder("inbox/shop")
      let orders = "orderid,sku,qty\nO-1,LAMP,4\nO-2,LAMP,2\nO-3,LAMP,1\n"
      let changed = "orderid,sku,qty\nO-1,LAMP,5\nO-2,LAMP,2\nO-3,LAMP,1\n"
      try root.drop("ref,sku,qty,eta\nB1,LAMP,10,2026-12-01\n", as: "shop/batches.csv")
      try root.drop(orders, as: "shop/orders.csv")
      try root.drop("orderid,sku\nO-3,LAMP\n", as: "cancellations.csv")
      #expect(try root.night(1).code == 0)
      try root.drop("ref,sku,qty\nB1,LAMP,8\n", as: "shop/batches.csv")
      try root.drop(changed, as: "shop/orders.csv")
      #expect(try root.night(2).code == 0, "O-3 was called off, and that is no news")
      #expect(try root.text("reports/latest/stock.csv").contains("B1,LAMP,2026-12-01,8,7,1"))
      // The first quantities count again, and cancelled lines stay cancelled.
      try root.drop(orders, as: "shop/orders.csv")
      #expect(try root.night(3).code == 0)
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\n", as: "orders.csv")
      let told = try root.night(4)
      #expect(told.code == 1 && told.output.contains("cancelled (called-off)"), "\(told)")
      #expect(
        try root.text("reports/latest/allocations.csv")
          == "orderid,sku,qty,batchref\nO-1,LAMP,4,B1\nO-2,LAMP,2,B1\n"
      )
      try root.drop(
        "orderid,sku,qty\nO-1,LAMP,6\nO-1,LAMP,7\nO-1,CHAIR,1\n",
        as: "shop/orders-2.csv"
      )
      try root.drop("ref,sku,qty\nB1,CHAIR,1\n", as: "shop/batches-2.csv")
      #expect(try root.night(5).code == 1)
      #expect(
        try root.text("reports/latest/rejects.csv").contains("orders-2.csv,3,rejected,stated-twice")
      )
      #expect(
        try root.text("reports/latest/rejects.csv").contains(
          "batches-2.csv,2,rejected,batch-differs"
        )
      )
      #expect(try root.text("reports/latest/allocations.csv").contains("O-1,LAMP,6,B1\n"))
    }
  }
}
