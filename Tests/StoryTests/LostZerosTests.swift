import Foundation
import Pipeline
import ServiceLayer
import Testing

/// Rows that change an order, and whose order id has lost its zeros in a spreadsheet.
struct LostZerosTests {
  private static let first = [
    "batches.csv": "ref,sku,qty\nB-1,LAMP,90\nB-2,VASE,90\n",
    "orders.csv": "orderid,sku,qty\n000126,LAMP,2\n000127,LAMP,2\n000127,VASE,2\n",
  ]

  private func told(_ file: String, _ line: Int, _ order: String, _ known: String) -> String {
    """
    \(file):\(line): order \(order) is not known, but \(known) is, which differs only by leading \
    zeros: the row waits and changes nothing; check the other rows of the file, too, because a \
    spreadsheet may have changed the column
    """
  }

  @Test(arguments: [
    ("cancellations.csv", "orderid,sku\nW-1,LAMP\n126,LAMP\n127,LAMP\n", 3),
    ("cancellations-all.csv", "orderid\n126\n", 2),
    ("amendments.csv", "orderid,sku,qty\n126,LAMP,3\n", 2),
  ])
  func `it is reported in the first night and not in the second`(
    file: String,
    text: String,
    line: Int
  ) throws {
    try Installation.lend { installation in
      _ = try installation.night(1, Self.first)
      let second = try installation.night(2, [file: text])
      #expect(second.needsHuman == [told(file, line, "126", "000126")])
      #expect(second.counts.rejected == 0)
      let reasons = csvRows(try installation.report("rejects")).filter { $0[5] == "126" }
      #expect(
        reasons.map {
          $0[6].hasSuffix("; 000126 is known: a spreadsheet may have cut its zeros off")
        }
          == [true]
      )
      #expect(try installation.night(3).needsHuman == [])
    }
  }

  @Test func `only an order counts that has the line and has not cancelled it`() throws {
    try Installation.lend { installation in
      _ = try installation.night(1, Self.first)
      let second = try installation.night(
        2,
        ["cancellations.csv": "orderid,sku\n000126,LAMP\n126,LAMP\n00126,VASE\n128,LAMP\n"]
      )
      #expect(second.needsHuman == [])
      #expect(second.counts.deferred == 3)
    }
  }

  @Test(arguments: [(49, true), (50, false)])
  func `the first fifty waiting rows show whether a column was changed`(others: Int, isTold: Bool)
    throws
  {
    try Installation.lend { installation in
      _ = try installation.night(1, Self.first)
      let rows = (1...others).map { "W-\($0),LAMP\n" }.joined()
      let text = "orderid,sku\n\(rows)126,LAMP\n"
      let second = try installation.night(2, ["cancellations.csv": text])
      #expect(
        second.needsHuman
          == (isTold ? [told("cancellations.csv", others + 2, "126", "000126")] : [])
      )
    }
  }
}
