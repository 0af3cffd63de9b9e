import Foundation
import Pipeline
import ServiceLayer
import Testing

/// Changed orders: people send the line again with another quantity, and get advice.
struct ChangedOrderTests {
  private static let header = "orderid,sku,qty\n"
  private static let lamps = ["batches.csv": "ref,sku,qty\nB-1,LAMP,50\n"]

  private func allocations(_ installation: Installation) throws -> [String] {
    csvRows(try installation.report("allocations")).dropFirst().map { $0.joined(separator: " ") }
  }

  /// The codes and reasons of the rows that the newest run rejected.
  private func rejected(_ installation: Installation) throws -> [String] {
    csvRows(try installation.report("rejects")).dropFirst().map { "\($0[3]): \($0[6])" }
  }

  @Test(arguments: ["amendments-orders", "amendments"])
  func `a line cancelled and ordered again in one night is rejected until amended`(
    stem: String
  ) throws {
    let told = """
      orders.csv: 1 rejected row states another qty of a line that this run cancelled later, first \
      in orders.csv:2: an amendment would order the line again; if the cancellation is right, do not \
      amend it
      """
    let later = "; the line was cancelled later in the same run: an amendment would order it again"
    try Installation.lend { installation in
      _ = try installation.night(
        1,
        Self.lamps.merging(["orders.csv": Self.header + "W-1,LAMP,4\n"]) { $1 }
      )
      let second = try installation.night(
        2,
        [
          "cancellations.csv": "orderid,sku\nW-1,LAMP\n",
          "orders.csv": Self.header + "W-1,LAMP,6\n",
        ]
      )
      #expect(second.counts.rejected == 1)
      #expect(
        try rejected(installation) == [
          "line-differs: order line 'W-1', 'LAMP' came first (orders.csv:2) with qty 4: to change it, "
            + "put W-1,LAMP,6 into an amendments file" + later
        ]
      )
      #expect(try installation.report("open").contains(later))
      #expect(
        second.needsHuman == [
          "orders.csv: 1 row rejected: the order line is known with another qty",
          "if the new quantities are meant, drop the rejected rows under a name that begins with "
            + "amendments: rejects/orders.20261124T020000Z.csv",
          told,
        ]
      )
      let page = try installation.file("reports/latest/report.html")
      #expect(String(decoding: page, as: UTF8.self).contains("this run cancelled later"))
      let note = "inbox/results/orders.csv.20261124T020000Z.txt"
      #expect(String(decoding: try installation.file(note), as: UTF8.self).contains(later))
      #expect(try allocations(installation) == [])
      let back = "orders.20261124T020000Z.csv"
      let rejects = String(decoding: try installation.file("rejects/\(back)"), as: UTF8.self)
      _ = try installation.night(3, [back: rejects])
      #expect(
        try rejected(installation) == [
          "line-differs: order line 'W-1', 'LAMP' came first (orders.csv:2) with qty 4 and is "
            + "cancelled: to order it again, put W-1,LAMP,6 into an amendments file"
        ]
      )
      let again = "orders.20261125T020000Z.csv"
      let rejectedAgain = String(decoding: try installation.file("rejects/\(again)"), as: UTF8.self)
      let name = again.replacing("orders", with: stem)
      let last = try installation.night(4, [name: rejectedAgain])
      #expect(csvRows(try installation.report("open")).count == 1)
      #expect(last.counts == .init(rows: 1, applied: 1))
      #expect(try allocations(installation) == ["W-1 LAMP 6 B-1"])
    }
  }

  @Test func `a row of a line that was not cancelled in its run does not mention it`() throws {
    try Installation.lend { installation in
      let orders = Self.header + "W-1,LAMP,4\nW-2,LAMP,4\n"
      _ = try installation.night(1, Self.lamps.merging(["orders.csv": orders]) { $1 })
      let second = try installation.night(
        2,
        [
          "cancellations.csv": "orderid,sku\nW-1,LAMP\n",
          "orders.csv": Self.header + "W-2,LAMP,6\n",
        ]
      )
      #expect(second.needsHuman.count == 2)
      #expect(try rejected(installation).allSatisfy { $0.hasSuffix("into an amendments file") })
    }
  }

  @Test func `a complete list each night changes nothing by itself and is reported`() throws {
    try Installation.lend { installation in
      let first = Self.header + "W-1,LAMP,4\nW-2,LAMP,4\n"
      _ = try installation.night(1, Self.lamps.merging(["orders-1.csv": first]) { $1 })
      let second = try installation.night(
        2,
        ["orders-2.csv": Self.header + "W-1,LAMP,3\nW-2,LAMP,4\nW-3,LAMP,2\n"]
      )
      #expect(second.counts == .init(rows: 3, applied: 1, unchanged: 1, rejected: 1))
      #expect(try rejected(installation).first?.hasPrefix("line-differs: ") == true)
      _ = try installation.night(3, ["cancellations.csv": "orderid,sku\nW-1,LAMP\n"])
      _ = try installation.night(4, ["orders-4.csv": Self.header + "W-1,LAMP,3\nW-3,LAMP,2\n"])
      #expect(
        try rejected(installation).map { $0.contains("is cancelled: to order it again, put") }
          == [true]
      )
      let last = try installation.night(
        5,
        ["orders-5.csv": Self.header + "W-1,LAMP,4\nW-3,LAMP,2\n"]
      )
      #expect(last.counts == .init(rows: 2, unchanged: 2))
      #expect(
        last.needsHuman == [
          "orders-5.csv: 1 row asks for a line that was cancelled (called-off), first in "
            + "orders-5.csv:2: to order it again, put the row into an amendments file; otherwise leave it "
            + "out, or write called-off = \"ignore\" in a rule for its sender in allot.toml"
        ]
      )
      #expect(try allocations(installation) == ["W-2 LAMP 4 B-1", "W-3 LAMP 2 B-1"])
    }
  }

  @Test func `the same line twice is one line, and both remedies are named`() throws {
    try Installation.lend { installation in
      _ = try installation.night(
        1,
        Self.lamps.merging(["orders.csv": Self.header + "W-1,LAMP,2\nW-1,LAMP,2\n"]) { $1 }
      )
      _ = try installation.night(2, ["orders-2.csv": Self.header + "W-2,LAMP,3\nW-2,LAMP,1\n"])
      let told = try rejected(installation)
      #expect(told.count == 1)
      #expect(told.first?.hasPrefix("line-repeated: ") == true)
      #expect(told.first?.contains("is already in line 2, with qty 3") == true)
      #expect(told.first?.contains("delete this row") == true)
      #expect(told.first?.contains("W-2,LAMP,4") == true, "\(told)")
      #expect(try allocations(installation) == ["W-1 LAMP 2 B-1", "W-2 LAMP 3 B-1"])
    }
  }
}
