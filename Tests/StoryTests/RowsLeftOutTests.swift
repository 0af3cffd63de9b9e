import Foundation
import Pipeline
import ServiceLayer
import Testing

/// A file from `rejects/` that comes back without some of its rows.
struct RowsLeftOutTests {
  private static let batches = ["batches.csv": "ref,sku,qty\nB-1,LAMP,9\n"]
  private static let orders = "orderid,sku,qty\nO-1,LAMP,x\nO-2,LAMP,x\nO-2,LAMP,1\nO-3,LAMP,x\n"
  private static let back = "orders.20261123T020000Z.csv"

  private func returned(_ rows: String) -> [String: String] {
    [Self.back: "orderid,sku,qty,allot_line,allot_codes,allot_reason\n" + rows]
  }

  private func night1(_ installation: Installation) throws {
    let files = Self.batches.merging(["orders.csv": Self.orders]) { $1 }
    #expect(try installation.night(1, files).counts.rejected == 4)
  }

  @Test func `missing rows stay open, and the file says how many`() throws {
    try Installation.lend { installation in
      try night1(installation)
      let second = try installation.night(2, returned("O-1,LAMP,1,2,,\nO-2,LAMP,1,3,,\n"))
      // The repeated row of O-2 is closed with its line.
      let told = """
        1 row of rejects/\(Self.back) did not come back with it, and stays open for 60 nights at most
        """
      #expect(second.files.first?.reason == told)
      #expect(second.needsHuman == [])
      #expect(second.open == RunSummary.Open(rejected: 1, deferred: 0, nights: 1))
      #expect(csvRows(try installation.report("files"))[1].last == told)
      let note = String(
        decoding: try installation.file("inbox/results/\(Self.back).20261124T020000Z.txt"),
        as: UTF8.self
      )
      #expect(
        note == """
          PARTLY TAKEN: 2 of 2 rows taken
          \(Self.back), run 20261124T020000Z

          \(told)

          What to do:
          - Send the rows that are missing, too, once they are corrected; if nobody wants them, do nothing.

          """
      )
      let third = try installation.night(
        3,
        ["orders.20261123T020000Z (1).csv": "\(header)O-3,LAMP,1,5,,\n"]
      )
      #expect(third.files.first?.reason == "")
      #expect(third.open == RunSummary.Open())
    }
  }

  private var header: String { "orderid,sku,qty,allot_line,allot_codes,allot_reason\n" }

  @Test func `two files whose rejected rows have equal bytes are returned as two files`() throws {
    try Installation.lend { installation in
      let early = "orders.20261122T020000Z.csv"
      let first = try installation.night(
        1,
        [
          "orders.csv": "orderid,sku,qty\nO-1,LAMP,x\n",
          early: "\(header)O-1,LAMP,x,2,,\n",
        ]
      )
      #expect(first.counts.rejected == 2)
      let open = csvRows(try installation.report("open")).dropFirst()
      let files = Dictionary(uniqueKeysWithValues: open.map { ($0[0], $0.last) })
      #expect(files == ["orders.csv": Self.back, early: "orders.20261123T020000Z.2.csv"])
      #expect(
        try installation.file("rejects/\(Self.back)")
          == installation.file("rejects/orders.20261123T020000Z.2.csv")
      )
    }
  }

  @Test func `a file with all its rows has no warning`() throws {
    try Installation.lend { installation in
      try night1(installation)
      let rows = "O-1,LAMP,1,2,,\nO-2,LAMP,1,3,,\nO-2,LAMP,1,4,,\nO-3,LAMP,y,5,,\n"
      let second = try installation.night(2, returned(rows))
      #expect(second.files.first?.reason == "")
      #expect(second.counts == .init(rows: 4, applied: 2, rejected: 2))
    }
  }
}
