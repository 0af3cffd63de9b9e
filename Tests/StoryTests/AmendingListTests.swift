import Foundation
import Pipeline
import Testing

/// A list of all orders that comes each night, with and without `known = "amend"`.
struct AmendingListTests {
  private static let header = "orderid,sku,qty\n"

  private static func rule(_ keys: String) -> String {
    """
    version = 1
    [[sender]]
    name = "shop"
    [[sender.file]]
    match = "orders*.csv"
    \(keys)
    """
  }

  /// Five nights: ordered, changed, cancelled, listed as changed, listed as first ordered.
  private func nights(_ keys: String) throws -> (summaries: [RunSummary], allocations: [[String]]) {
    try Installation.lend { installation in
      let shop = installation.root.appending(path: "inbox/shop")
      try FileManager.default.createDirectory(at: shop, withIntermediateDirectories: true)
      let files: [[String: String]] = [
        [
          "batches.csv": "ref,sku,qty,eta\nB-1,LAMP,20,\n",
          "shop/orders-1.csv": Self.header + "O-1,LAMP,4\nO-2,LAMP,4\n",
        ],
        ["shop/orders-2.csv": Self.header + "O-1,LAMP,3\nO-2,LAMP,4\nO-3,LAMP,2\n"],
        ["cancellations.csv": "orderid,sku\nO-1,LAMP\n"],
        ["shop/orders-4.csv": Self.header + "O-1,LAMP,3\nO-3,LAMP,2\nO-4,LAMP,1\n"],
        ["shop/orders-5.csv": Self.header + "O-1,LAMP,4\nO-4,LAMP,1\n"],
      ]
      var summaries: [RunSummary] = []
      var allocations: [[String]] = []
      for (night, files) in files.enumerated() {
        summaries.append(
          try installation.night(night + 1, files, configuration: Self.rule(keys))
        )
        let rows = csvRows(try installation.report("allocations")).dropFirst()
        allocations.append(rows.filter { $0[0] == "O-1" }.map { $0[2] })
      }
      return (summaries, allocations)
    }
  }

  @Test func `a list that does not amend has its differing rows rejected`() throws {
    let (summaries, allocations) = try nights("kind = \"orders\"")
    #expect(allocations == [["4"], ["4"], [], [], []])
    #expect(summaries.map(\.counts.rejected) == [0, 1, 0, 1, 0])
    #expect(summaries[4].counts.unchanged == 2)
    #expect(summaries[4].needsHuman.count == 1)
    #expect(summaries[4].needsHuman.first?.contains("cancelled (called-off)") == true)
  }

  @Test func `an amending list orders a cancelled line again with another quantity than the first`()
    throws
  {
    let (summaries, allocations) = try nights("known = \"amend\"")
    #expect(allocations == [["4"], ["3"], [], ["3"], ["4"]])
    #expect(summaries.map(\.counts.rejected) == [0, 0, 0, 0, 0])
    let told = """
      shop/orders-4.csv: 1 row ordered a cancelled line again (known = "amend"), first in \
      shop/orders-4.csv:2: it states another qty than the first order; if the line is not \
      wanted, cancel it again in a cancellations file
      """
    #expect(summaries.map(\.needsHuman) == [[], [], [], [told], []])
  }

  @Test func `lines ordered again are reported even if cancelled ones are ignored`()
    throws
  {
    let (summaries, allocations) = try nights("known = \"amend\"\ncalled-off = \"ignore\"")
    #expect(allocations == [["4"], ["3"], [], ["3"], ["4"]])
    #expect(summaries.map(\.needsHuman.count) == [0, 0, 0, 1, 0])
  }

  @Test func `the first quantity leaves the line cancelled`() throws {
    try Installation.lend { installation in
      let shop = installation.root.appending(path: "inbox/shop")
      try FileManager.default.createDirectory(at: shop, withIntermediateDirectories: true)
      let rule = Self.rule("known = \"amend\"")
      let list = Self.header + "O-1,LAMP,4\n"
      _ = try installation.night(
        1,
        ["batches.csv": "ref,sku,qty\nB-1,LAMP,10\n", "shop/orders-1.csv": list],
        configuration: rule
      )
      _ = try installation.night(
        2,
        ["shop/orders-2.csv": Self.header + "O-1,LAMP,3\n"],
        configuration: rule
      )
      let cancelled = ["cancellations.csv": "orderid,sku\nO-1,LAMP\n"]
      _ = try installation.night(3, cancelled, configuration: rule)
      let last = try installation.night(4, ["shop/orders-4.csv": list], configuration: rule)
      #expect(last.counts == .init(rows: 1, unchanged: 1))
      #expect(last.needsHuman.first?.contains("cancelled (called-off)") == true)
      #expect(try installation.report("allocations") == "orderid,sku,qty,batchref\n")
    }
  }
}
