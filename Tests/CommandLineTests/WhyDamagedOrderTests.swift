import SystemTestSupport
import Testing

/// `allot why` for orders whose rows have the id as a spreadsheet wrote it.
struct WhyDamagedOrderTests {
  @Test(arguments: [
    ("2600000000000", "2.6E+12", true),
    ("2612345678901", "\"2,61235E+12\"", true),
    ("2612345678901", "2.61E+12", true),
    ("1001", "1001.0", true),
    ("2.6E+12", "2.6E+12", true),
    ("2700000000000", "2.6E+12", false),
    ("260000000000", "2.6E+12", false),
    ("100", "1001.0", false),
  ])
  func `the open row is listed under its original and its damaged id`(
    order: String,
    cell: String,
    isListed: Bool
  ) throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\n\(cell),LAMP,1\n", as: "orders-2.csv")
      #expect(try root.night(2).code == 1)
      let why = try root.allot("why", order)
      #expect(why.code == (isListed ? 0 : 66), "\(why)")
      #expect(why.output.contains("LAMP, 1: REJECTED (spreadsheet-damage)") == isListed, "\(why)")
    }
  }

  @Test(arguments: ["A-7", "2600000000000-7", "B-x"])
  func `an id joined from cells is found by its parts`(order: String) throws {
    try Root.lend { root in
      try root.configure(
        """
        version = 1
        [[sender]]
        name = "acme"
        [[sender.file]]
        match = "orders*.csv"
        columns = { orderid = ["Beleg", "Pos"] }
        """
      )
      try root.makeFolder("inbox/acme")
      try root.drop(
        "Beleg,Pos,sku,qty\nA,7,LAMP,x\n2.6E+12,7,LAMP,1\nB,x,LAMP,y\n",
        as: "acme/orders.csv"
      )
      #expect(try root.night(1).code == 1)
      let why = try root.allot("why", order)
      #expect(why.code == 0, "\(why)")
      #expect(why.output.contains("REJECTED"), "\(why)")
    }
  }
}
