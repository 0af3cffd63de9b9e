import Foundation
import Pipeline
import ServiceLayer
import Testing

/// A row that names something unknown is shown with a hint of what may have been meant.
struct HintTests {
  private static let batches = """
    ref,sku,qty
    B-ONE,SMALL-LAMP,9
    B-TWO,00123,9
    B-THREE,Café,9

    """

  /// The hints in the reasons of rejects.csv by value, without the text that is in every such
  /// reason.
  private func hints(_ installation: Installation) throws -> [String: String] {
    let rows = csvRows(try installation.report("rejects")).dropFirst()
    return Dictionary(rows.map { ($0[5], $0[6].split(separator: "; ").dropFirst().joined()) }) {
      first,
      _ in first
    }
  }

  @Test func `each kind of name has its hint`() throws {
    try Installation.lend { installation in
      _ = try installation.night(1, ["batches.csv": Self.batches])
      let orders = """
        orderid,sku,qty
        W-A,SMALL-LAMP,1
        W-B,small lamp,1
        W-C,SMAL-LAMP,1
        W-D,123,1
        W-E,1-Mar,1
        W-F,CafÃ©,1
        W-G,SofÃ¡,1
        W-H,None,1
        W-I,SOFA,1

        """
      _ = try installation.night(
        2,
        [
          "allocations.csv": "orderid,sku,qty,batchref\nX-1,SMALL-LAMP,1,b one\n",
          "cancellations.csv": "orderid,sku\nW-A,SMAL-LAMP\nw-a,SMALL-LAMP\nZ,SOFA\n",
          "orders.csv": orders,
        ]
      )
      #expect(
        try hints(installation) == [
          "b one": "'B-ONE' is known: was that meant?",
          "small lamp": "'SMALL-LAMP' is known: was that meant?",
          "SMAL-LAMP": "'SMALL-LAMP' is known: was that meant?",
          "123": "00123 is known: a spreadsheet may have cut its zeros off",
          "1-Mar":
            "it looks as if a spreadsheet had rewritten it: export the column as text",
          "CafÃ©":
            "it looks like 'Café', which is known, in UTF-8 that was read as Windows-1252: export "
            + "the file again",
          "SofÃ¡":
            "it looks like 'Sofá' in UTF-8 that was read as Windows-1252: export the file again",
          "None": "it is a placeholder: write the real value",
          "SOFA": "",
          "W-A": "the order has 'SMALL-LAMP'",
          "w-a": "'W-A' is known: was that meant?",
          "Z": "",
        ]
      )
    }
  }

  @Test func `a hint is of the night in which the row is shown, also in a returned file`()
    throws
  {
    try Installation.lend { installation in
      _ = try installation.night(1, ["orders.csv": "orderid,sku,qty\nO-1,SMAL-LAMP,1\n"])
      #expect(try hints(installation) == ["SMAL-LAMP": ""])
      _ = try installation.night(2, ["batches.csv": Self.batches])
      #expect(try hints(installation) == ["SMAL-LAMP": "'SMALL-LAMP' is known: was that meant?"])
      _ = try installation.night(15)
      let back = try installation.file("rejects/orders.20261207T020000Z.csv")
      #expect(String(decoding: back, as: UTF8.self).contains("'SMALL-LAMP' is known"))
    }
  }

  @Test func `a dry run gives the same hints`() throws {
    try Installation.lend { installation in
      _ = try installation.night(1, ["batches.csv": Self.batches])
      try installation.drop(["orders.csv": Data("orderid,sku,qty\nO-1,SMAL-LAMP,1\n".utf8)])
      let faults = try installation.rehearse(started: Installation.started(2)).last?.faults
      #expect(
        faults?.map(\.reason).first?.hasSuffix("'SMALL-LAMP' is known: was that meant?") == true
      )
    }
  }
}
