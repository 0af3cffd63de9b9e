import Foundation
import SystemTestSupport
import Testing

/// The answer about a whole file.
extension TraceTests {
  @Test func `a file lists its imports and the state of its lines today`() throws {
    try Root.lendWithOneNight { root in
      #expect(
        try trace(root, "orders.csv") == """
          orders.csv, orders, comma, 2 rows
            run \(Root.run(1))  imported: 2 applied; archive/2026-11-23/orders.csv
            today    1 allocated, 1 waits

          """
      )
      try root.drop("orderid;sku;qty\nO-7;LAMP;1\n", as: "orders.csv")
      #expect(try root.night(2).code == 0)
      #expect(
        try trace(root, "orders.csv") == """
          orders.csv, orders, semicolon
            run \(Root.run(2))  imported: 1 applied of 1 row; archive/2026-11-24/orders.csv
            run \(Root.run(1))  imported: 2 applied of 2 rows; archive/2026-11-23/orders.csv
            today    2 allocated, 1 waits

          """
      )
      #expect(
        try trace(root, "orders.csv:2") == """
          orders.csv, line 2, run \(Root.run(2)): orderid O-7, sku LAMP, qty 1
            outcome  applied, run \(Root.run(2))
            now      allocated to B1
            others   1 other import of this name, the newest in run \(Root.run(1)); --run picks one

          """
      )
      #expect(
        try trace(root, "orders.csv:3").contains("line 3, run \(Root.run(1)): orderid O-2")
      )
      #expect(
        try trace(root, "orders.csv:2", "--run", Root.run(1)).contains("orderid O-1")
      )
      #expect(try root.allot("trace", "orders.csv", "--run", "never").code == 66)
    }
  }

  @Test func `a sender's file has the sender's name in front, and is traced like others`()
    throws
  {
    try Root.lend { root in
      try root.configure("version = 1\n[[sender]]\nname = \"acme\"\n")
      try root.makeFolder("inbox/acme")
      try root.drop("ref,sku,qty\nB1,LAMP,10\n", as: "batches.csv")
      try root.drop("orderid,sku,qty\nO-1,LAMP,1\n", as: "acme/orders.csv")
      #expect(try root.night(1).code == 0)
      try root.drop("orderid,sku,qty\nO-1,LAMP,3\n", as: "acme/orders-2.csv")
      #expect(try root.night(2).code == 1)
      // Its quantity must be changed, so it comes back as an amendment.
      let corrected = "acme/amendments-orders-2.\(Root.run(2)).csv"
      try root.drop(root.text("rejects/acme/orders-2.\(Root.run(2)).csv"), as: corrected)
      #expect(try root.night(3).code == 0)
      #expect(try root.allot("rejects").output == "nothing waits\n")
      let told = try trace(root, "acme/orders-2.csv:2")
      #expect(told.contains("  outcome  rejected (line-differs): "), "\(told)")
      #expect(
        told.hasSuffix(
          """
            back as  rejects/acme/orders-2.\(Root.run(2)).csv
            mended   \(corrected):2, run \(Root.run(3)): applied
            now      allocated to B1

          """
        ),
        "\(told)"
      )
      #expect(
        try trace(root, "inbox/acme/orders.csv").contains(
          "imported: 1 applied; archive/2026-11-23/acme/orders.csv"
        )
      )
      #expect(try root.allot("trace", "orders.csv").code == 66)
    }
  }
}
