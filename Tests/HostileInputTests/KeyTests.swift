import SystemTestSupport
import Testing

/// Keys that are composed or sorted differently by different Unicode tables.
struct KeyTests {
  private static let apart = "\u{AC00}\u{11A8}"
  private static let composed = "\u{AC01}"
  private static let other = "\u{AC00}\u{B098}"

  @Test func `a known key stays known, however its letters are composed`() throws {
    try Root.lend { root in
      let (a, b) = (Self.apart, Self.other)
      try root.drop("ref,sku,qty\n\(a),LAMP,1\n\(b),LAMP,1\n", as: "batches.csv")
      try root.drop("orderid,sku,qty\n\(a),LAMP,5\n\(b),LAMP,9\n", as: "orders.csv")
      #expect(try root.night(1).code == 0)
      try root.drop(
        "ref,sku,qty\n\(a),LAMP,1\n\(b),LAMP,1\n\(Self.composed),LAMP,1\nB3,LAMP,1\n",
        as: "batches-2.csv"
      )
      try root.drop("orderid,sku,qty\n\(a),LAMP,1\n", as: "orders-2.csv")
      try root.drop("orderid,sku,qty\n\(Self.composed),LAMP,5\n", as: "orders-3.csv")
      let ended = try root.night(2)
      #expect(ended.code == 1, "\(ended)")
      let rejected = try root.table("reports/latest/rejects.csv").map { $0["code"] }
      #expect(rejected == ["line-differs"])
      let counts = try root.table("reports/latest/files.csv").map {
        [$0["applied"], $0["unchanged"]]
      }
      #expect(counts == [["1", "3"], ["0", "0"], ["0", "1"]])
      #expect(try root.night(3).code == 0)
    }
  }

  @Test func `a letter with thousands of marks is refused without normalization`() throws {
    try Root.lend { root in
      let marks =
        String(repeating: "\u{301}", count: 15_000) + String(repeating: "\u{323}", count: 15_000)
      try root.drop("ref,sku,qty\nB1,x\(marks),1\n", as: "batches.csv")
      #expect(try root.night(1).code == 1)
      let rejected = try root.table("reports/latest/rejects.csv").map { $0["code"] }
      #expect(rejected == ["too-long"])
    }
  }
}
