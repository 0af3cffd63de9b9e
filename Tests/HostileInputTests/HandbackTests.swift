import Foundation
import SystemTestSupport
import Testing

/// Rejected rows come back in a form that can be corrected, dropped again and not misread.
struct HandbackTests {
  private func rejects(_ root: Root, _ stem: String, _ day: Int) throws -> String {
    try root.text("rejects/\(stem).\(Root.run(day)).csv")
  }

  /// Drops a rejects file again, unchanged or with a replacement.
  private func dropAgain(
    _ root: Root,
    _ stem: String,
    _ day: Int,
    replacing old: String = "",
    by new: String = ""
  ) throws {
    var text = try rejects(root, stem, day)
    if !old.isEmpty {
      #expect(text.contains(old), "\(text)")
      text = text.replacingOccurrences(of: old, with: new)
    }
    try root.drop(text, as: "\(stem).\(Root.run(day)).csv")
  }

  @Test(arguments: [";", "\t", "|"])
  func `rows come back with the delimiter and the byte-order mark of their file`(
    delimiter: String
  ) throws {
    try Root.lend { root in
      let header = ["orderid", "sku", "qty", "note"].joined(separator: delimiter)
      let row = ["O-1", "LAMP", "x", "a,b"].joined(separator: delimiter)
      let last = ["O-2", "LAMP", "x", "\"a\(delimiter)b\""].joined(separator: delimiter)
      try root.drop("\u{FEFF}\(header)\n\(row)\n\(last)\n", as: "orders.csv")
      #expect(try root.night(1).code == 1)
      let text = try rejects(root, "orders", 1)
      let own = ["allot_line", "allot_codes", "allot_reason"].joined(separator: delimiter)
      let start = "\u{FEFF}\(header)\(delimiter)\(own)\n\(row)\(delimiter)2\(delimiter)not-a-number"
      #expect(text.hasPrefix(start), "\(text)")
      #expect(text.contains("\n\(last)\(delimiter)3\(delimiter)"), "\(text)")
      try dropAgain(
        root,
        "orders",
        1,
        replacing: "\(delimiter)x\(delimiter)",
        by: "\(delimiter)1\(delimiter)"
      )
      #expect(try root.night(2).code == 0)
      #expect(try root.summary(of: "latest").counts.rows == 2)
    }
  }

  @Test func `surplus cells are returned in a column of their own, which must be emptied`()
    throws
  {
    try Root.lend { root in
      try root.drop("ref,sku,qty\nB1,LAMP,9000\n", as: "batches.csv")
      try root.drop("orderid,sku,qty\nO-1,LAMP,1,000\nO-2,LAMP,x\n", as: "orders.csv")
      #expect(try root.night(1).code == 1)
      let start = """
        orderid,sku,qty,allot_extra,allot_line,allot_codes,allot_reason
        O-1,LAMP,1,000,2,too-many-cells,
        """
      #expect(try rejects(root, "orders", 1).hasPrefix(start))
      try dropAgain(root, "orders", 1, replacing: ",x,", by: ",1,")
      #expect(try root.night(2).code == 1)
      #expect(try root.summary(of: "latest").counts.rejected == 1)
      // It comes back again under its first stem, with one set of additional columns.
      let again = try rejects(root, "orders", 2)
      #expect(again.hasPrefix(start), "\(again)")
      #expect(again.contains("put the text of allot_extra where it belongs"))
      try dropAgain(root, "orders", 2, replacing: "1,000,", by: "1000,,")
      #expect(try root.night(3).code == 0)
      #expect(try root.text("reports/latest/allocations.csv").contains("O-1,LAMP,1000,B1"))
    }
  }

  @Test func `a truncated row is not accepted until the missing cells are written`() throws {
    try Root.lend { root in
      try root.drop("ref,sku,qty,eta\nB9,LAMP,50", as: "batches.csv")
      #expect(try root.night(1).code == 1)
      #expect(
        try rejects(root, "batches", 1).hasPrefix(
          "ref,sku,qty,eta,allot_line,allot_codes,allot_reason\nB9,LAMP,50,(missing),2,too-few-cells,"
        )
      )
      try dropAgain(root, "batches", 1)
      #expect(try root.night(2).code == 1)
      try dropAgain(root, "batches", 2, replacing: "(missing)", by: "")
      #expect(try root.night(3).code == 0)
      #expect(try root.text("reports/latest/stock.csv").contains("B9,LAMP,,50,0,50"))
    }
  }

  @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)"])
  func `a cell that looks like a formula is guarded once, however often it returns`(
    formula: String
  ) throws {
    try Root.lend { root in
      try root.drop("orderid,sku,qty,note\nO-1,LAMP,x,\(formula)\n", as: "orders.csv")
      #expect(try root.night(1).code == 1)
      #expect(try rejects(root, "orders", 1).contains("\nO-1,LAMP,x,'\(formula),2,"))
      try dropAgain(root, "orders", 1)
      #expect(try root.night(2).code == 1)
      #expect(try rejects(root, "orders", 2).contains("\nO-1,LAMP,x,'\(formula),2,"))
    }
  }

  @Test(arguments: [996, 997, 1000])
  func `returned rows of a file with very many columns can be read again`(
    columns: Int
  ) throws {
    try Root.lend { root in
      let notes = (4...columns).map { "n\($0)" }.joined(separator: ",")
      try root.drop("orderid,\(notes),sku,qty\nO-1,\(notes),LAMP,x\n", as: "orders.csv")
      let night = try root.night(1)
      #expect(night.code == 1)
      let isNarrowed = columns > 996
      #expect(night.output.contains("it has \(columns) columns") == isNarrowed, "\(night)")
      #expect(
        try rejects(root, "orders", 1).hasPrefix("orderid,sku,qty,allot_line,") == isNarrowed
      )
      try dropAgain(root, "orders", 1, replacing: "LAMP,x,", by: "LAMP,1,")
      let second = try root.night(2)
      #expect(second.code == 0, "\(second)")
    }
  }
}
