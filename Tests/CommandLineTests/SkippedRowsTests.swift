import SystemTestSupport
import Testing

/// Rows that a rule skips although the order lines that they name are not cancelled.
struct SkippedRowsTests {
  private static let configuration = """
    version = 1
    results = "all"
    [[sender]]
    name = "acme"
    [[sender.file]]
    match = "orders*.csv"
    kind = "orders"
    skip-rows = { Status = ["Storniert", "ÜBERHOLT"] }
    """

  private static let head = "orderid,sku,qty,Status\n"

  private func lend(_ body: (Root) throws -> Void) throws {
    try Root.lend { root in
      try root.configure(Self.configuration)
      try root.makeFolder("inbox/acme")
      try root.drop("ref,sku,qty\nB1,LAMP,90\n", as: "batches.csv")
      try root.drop(Self.head + "A1,LAMP,3,\nA2,LAMP,4,\nA3,SOFA,5,\n", as: "acme/orders-1.csv")
      #expect(try root.night(1).code == 0)
      try body(root)
    }
  }

  @Test func `a value matches in any letter case and with surrounding blanks`() throws {
    try lend { root in
      try root.drop(
        Self.head + "A4,LAMP,1,storniert\nA5,LAMP,1,\" STORNIERT \"\nA6,LAMP,1,überholt\n"
          + "A7,LAMP,1,storniert?\n",
        as: "acme/orders-2.csv"
      )
      let ended = try root.night(2)
      #expect(ended.code == 0, "\(ended)")
      #expect(try root.text("reports/latest/summary.json").contains("\"unwanted_rows\" : 3"))
      #expect(try root.text("reports/latest/allocations.csv").contains("A7,LAMP,1,B1\n"))
    }
  }

  @Test func `each line that is not cancelled is reported once, also a deferred one`() throws {
    try lend { root in
      let list = Self.head + "A9,LAMP,1,\nA1,LAMP,3,storniert\nA3,SOFA,5,storniert\n"
      try root.drop(list + "A8,LAMP,1,storniert\n", as: "acme/orders-2.csv")
      let second = try root.night(2)
      #expect(second.code == 1)
      let told = "which are not cancelled: put cancelled lines into a cancellations file"
      #expect(
        second.output.contains(
          "acme/orders-2.csv:3: skip-rows skips 'A1', 'LAMP' and 1 more line, \(told)"
        ),
        "\(second)"
      )
      #expect(
        try root.text("inbox/acme/results/orders-2.csv.\(Root.run(2)).txt").contains(
          "Note: skip-rows skips rows of 2 order lines that are not cancelled\n"
        )
      )
      try root.drop("orderid,sku\nA3,SOFA\n", as: "cancellations.csv")
      // A3 has been deferred for two nights.
      #expect(try root.night(3).code == 1)
      // The whole list again, with one more line that is marked as cancelled.
      try root.drop(list + "A2,LAMP,4,Storniert\n", as: "acme/orders-4.csv")
      let fourth = try root.night(4)
      #expect(fourth.code == 1)
      #expect(
        fourth.output.contains("acme/orders-4.csv:5: skip-rows skips 'A2', 'LAMP', which is")
      )
      try root.drop("orderid,sku\nA1,LAMP\nA2,LAMP\n", as: "cancellations-5.csv")
      #expect(try root.night(5).code == 0)
      try root.drop(list + "A2,LAMP,4,Storniert\n\n", as: "acme/orders-6.csv")
      let last = try root.night(6)
      #expect(last.code == 0, "\(last)")
      #expect(try !root.text("reports/latest/summary.json").contains("skip-rows"))
    }
  }

  @Test func `a skipped line that is cancelled in the same night is not reported`()
    throws
  {
    try lend { root in
      try root.drop(Self.head + "A9,LAMP,1,\nA1,LAMP,3,storniert\n", as: "acme/orders-2.csv")
      try root.drop("orderid,sku\nA1,LAMP\n", as: "cancellations.csv")
      let second = try root.night(2)
      #expect(second.code == 0, "\(second)")
      #expect(!second.output.contains("skip-rows"), "\(second)")
      #expect(
        try !root.text("inbox/acme/results/orders-2.csv.\(Root.run(2)).txt").contains("skip-rows")
      )
    }
  }

  @Test func `a line ordered again is reported again when its row is skipped`() throws {
    try lend { root in
      let list = Self.head + "A1,LAMP,3,storniert\n"
      try root.drop(list, as: "acme/orders-2.csv")
      let told = "skip-rows skips 'A1', 'LAMP', which is"
      #expect(try root.night(2).output.contains("acme/orders-2.csv:2: \(told)"))
      try root.drop("orderid,sku\nA1,LAMP\n", as: "cancellations.csv")
      #expect(try !root.night(3).output.contains("skip-rows"))
      try root.drop("orderid,sku,qty\nA1,LAMP,2\n", as: "amendments.csv")
      #expect(try !root.night(4).output.contains("skip-rows"))
      try root.drop(list + "A8,LAMP,1,\n", as: "acme/orders-5.csv")
      let fifth = try root.night(5)
      #expect(fifth.output.contains("acme/orders-5.csv:2: \(told)"), "\(fifth)")
    }
  }
}
