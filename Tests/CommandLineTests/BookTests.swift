import SystemTestSupport
import Testing

/// The two end-to-end tests of the book's appendix on CSVs, on the built program.
struct BookTests {
  private let batches = """
    ref,sku,qty,eta
    b1,SKU1,100,
    b2,SKU2,100,2011-01-01
    b3,SKU2,100,2011-01-02

    """

  @Test func `the program reads CSVs with batches and orders and writes allocations`() throws {
    try Root.lend { root in
      try root.drop(batches, as: "batches.csv")
      try root.drop("orderid,sku,qty\no,SKU1,3\no,SKU2,12\n", as: "orders.csv")
      #expect(try root.night(1).code == 0)
      #expect(
        try root.text("reports/latest/allocations.csv")
          == "orderid,sku,qty,batchref\no,SKU1,3,b1\no,SKU2,12,b2\n"
      )
    }
  }

  @Test func `the program also reads existing allocations and adds to them`() throws {
    try Root.lend { root in
      try root.drop(batches, as: "batches.csv")
      try root.drop(
        "orderid,sku,qty,batchref\nold,SKU1,10,b1\nold,SKU2,20,b2\n",
        as: "allocations.csv"
      )
      try root.drop("orderid,sku,qty\nnew,SKU1,7\nnew,SKU2,90\n", as: "orders.csv")
      #expect(try root.night(1).code == 0)
      #expect(
        try root.text("reports/latest/allocations.csv") == """
          orderid,sku,qty,batchref
          new,SKU1,7,b1
          new,SKU2,90,b3
          old,SKU1,10,b1
          old,SKU2,20,b2

          """
      )
    }
  }
}
