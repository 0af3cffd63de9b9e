import Foundation
import Pipeline
import ServiceLayer
import Testing

/// A file from `rejects/` that was opened and saved in a spreadsheet: ids have lost their zeros.
struct CutZerosTests {
  private static let stock = ["batches.csv": "ref,sku,qty\nB-1,LAMP,90\n"]
  private static let header = "orderid,sku,qty,allot_line,allot_codes,allot_reason\n"

  private func name(_ night: Int) -> String { "orders.202611\(22 + night)T020000Z.csv" }

  private func rejected(_ installation: Installation) throws -> [[String]] {
    csvRows(try installation.report("rejects")).dropFirst().map { [$0[3], $0[4], $0[5], $0[6]] }
  }

  private func allocated(_ installation: Installation) throws -> [String] {
    csvRows(try installation.report("allocations")).dropFirst().map { $0[0] }
  }

  private let told = [
    "spreadsheet-damage", "orderid", "42",
    """
    this row had orderid '0042' when it was rejected (orders.csv:2), and came back with '42': a \
    spreadsheet has cut off the leading zeros; write '0042' again, and check the other rows of the \
    file; if '42' is meant, put the row into a file that is not from rejects/
    """,
  ]

  @Test func `it is rejected until its zeros are back, however often it comes`() throws {
    try Installation.lend { installation in
      let orders = "orderid,sku,qty\n0042,LAMP,x\n7,LAMP,x\n"
      _ = try installation.night(1, Self.stock.merging(["orders.csv": orders]) { $1 })
      let corrected = Self.header + "42,LAMP,2,2,,\n7,LAMP,1,3,,\n"
      let second = try installation.night(2, [name(1): corrected])
      #expect(second.counts == .init(rows: 2, applied: 1, rejected: 1))
      #expect(try rejected(installation) == [told])
      // The row in the new rejects file has no zeros either, and another fault does not hide this.
      let third = try installation.night(3, [name(2): Self.header + "42,LAMP,y,2,,\n"])
      #expect(third.counts == .init(rows: 1, rejected: 1))
      #expect(try rejected(installation).first == told)
      #expect(try rejected(installation).count == 2)
      let fourth = try installation.night(4, [name(3): Self.header + "42,LAMP,2,2,,\n"])
      #expect(fourth.counts.rejected == 1)
      #expect(try rejected(installation) == [told])
      let last = try installation.night(5, [name(4): Self.header + "0042,LAMP,2,2,,\n"])
      #expect(last.counts == .init(rows: 1, applied: 1))
      #expect(try allocated(installation) == ["0042", "7"])
      #expect(csvRows(try installation.report("open")).count == 1)
    }
  }

  @Test func `it is no longer open once the correct line is accepted from elsewhere`() throws {
    try Installation.lend { installation in
      let orders = "orderid,sku,qty\n0042,LAMP,x\n"
      _ = try installation.night(1, Self.stock.merging(["orders.csv": orders]) { $1 })
      _ = try installation.night(2, [name(1): Self.header + "42,LAMP,2,2,,\n"])
      #expect(csvRows(try installation.report("open")).count == 2)
      _ = try installation.night(3, ["orders-3.csv": "orderid,sku,qty\n0042,LAMP,2\n"])
      #expect(csvRows(try installation.report("open")).count == 1)
      #expect(try allocated(installation) == ["0042"])
    }
  }

  @Test func `an id that was itself refused may come back without zeros`() throws {
    try Installation.lend { installation in
      let orders = "orderid,sku,qty\n42,LAMP,2\n"
      _ = try installation.night(1, Self.stock.merging(["orders.csv": orders]) { $1 })
      let twin = "orderid,sku,qty\n0042,LAMP,2\n"
      #expect(try installation.night(2, ["orders.csv": twin]).counts.rejected == 1)
      let third = try installation.night(3, [name(2): Self.header + "42,LAMP,2,2,,\n"])
      #expect(third.counts == .init(rows: 1, unchanged: 1))
    }
  }

  @Test(arguments: ["042", "43", "0042", "B42"])
  func `any other id is a correction`(orderID: String) throws {
    try Installation.lend { installation in
      let orders = "orderid,sku,qty\n0042,LAMP,x\n"
      _ = try installation.night(1, Self.stock.merging(["orders.csv": orders]) { $1 })
      let corrected = Self.header + "\(orderID),LAMP,2,2,,\n"
      #expect(try installation.night(2, [name(1): corrected]).counts.applied == 1)
      #expect(try allocated(installation) == [orderID])
    }
  }

  @Test func `skus and refs are checked too`() throws {
    try Installation.lend { installation in
      let batches = "ref,sku,qty\n007,LAMP,x\nB-2,0815,x\n"
      _ = try installation.night(1, ["batches.csv": batches])
      let header = "ref,sku,qty,allot_line,allot_codes,allot_reason\n"
      let back = "batches.20261123T020000Z.csv"
      let corrected = header + "7,LAMP,1,2,,\nB-2,815,1,3,,\n"
      #expect(try installation.night(2, [back: corrected]).counts.rejected == 2)
      #expect(
        try rejected(installation).map { Array($0[..<3]) } == [
          ["spreadsheet-damage", "ref", "7"], ["spreadsheet-damage", "sku", "815"],
        ]
      )
    }
  }
}
