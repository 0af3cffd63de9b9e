import Pipeline
import ServiceLayer
import Testing

/// An unused column may mark cancelled orders, so it is reported once.
struct NewColumnTests {
  private static func told(_ file: String, _ columns: String, _ kind: String) -> String {
    let isOne = !columns.contains(",")
    return """
      \(file): \(isOne ? "column" : "columns") \(columns) \(isOne ? "is" : "are") not used, and no \
      \(kind) file had \(isOne ? "it" : "them") before: check that nothing in it matters, such as a \
      cancellation; this is reported once
      """
  }

  private static let batches = ["batches.csv": "ref,sku,qty\nB-1,LAMP,90\n"]

  @Test func `a column is reported when its kind first has it, even in the first file`() throws {
    try Installation.lend { installation in
      #expect(try installation.night(1, Self.batches).needsHuman == [])
      let orders = "orderid,sku,qty,Order Status\nO-1,LAMP,1,open\n"
      let first = try installation.night(2, ["orders.csv": orders])
      #expect(first.needsHuman == [Self.told("orders.csv", "'Order Status'", "orders")])
      // People write the same name in many ways.
      let again = ",order_status,orderid,sku,qty\n0,off,O-2,LAMP,1\n"
      #expect(try installation.night(3, ["orders-2.csv": again]).needsHuman == [])
      let more = try installation.night(
        4,
        [
          "cancellations.csv": "orderid,sku,order status\nO-1,LAMP,off\n",
          "orders-3.csv": "orderid,sku,qty,note,orderstatus,by\nO-3,LAMP,1,,,\n",
        ]
      )
      #expect(
        more.needsHuman == [
          Self.told("orders-3.csv", "'note', 'by'", "orders"),
          Self.told("cancellations.csv", "'order status'", "cancellations"),
        ]
      )
    }
  }

  @Test func `a failed file reports no column, and a rejects file has no new columns`() throws {
    try Installation.lend { installation in
      _ = try installation.night(1, Self.batches)
      let failed = try installation.night(2, ["orders.csv": "orderid,sku,note\nO-1,LAMP,1\n"])
      #expect(failed.needsHuman.count == 1)
      let orders = "orderid,sku,qty,note\nO-1,LAMP,one,\n"
      let named = try installation.night(3, ["orders.csv": orders])
      #expect(named.needsHuman.last == Self.told("orders.csv", "'note'", "orders"))
      let name = "orders.20261125T020000Z.csv"
      let corrected = String(decoding: try installation.file("rejects/\(name)"), as: UTF8.self)
        .replacing("one", with: "1")
      let back = try installation.night(4, [name: corrected])
      #expect(back.needsHuman == [])
      #expect(back.files.last?.warnings == ["columns ignored: note"])
    }
  }

  @Test func `a dry run reports it and stores nothing; a stopped run reports it at its end`()
    throws
  {
    try Installation.lend { installation in
      _ = try installation.night(1, Self.batches)
      let orders = "orderid,sku,qty,note\nO-1,LAMP,1,\nO-2,LAMP,1,\n"
      try installation.drop(["orders.csv": .init(orders.utf8), "z.csv": .init("a\n".utf8)])
      let told = Self.told("orders.csv", "'note'", "orders")
      let rehearsed = try installation.rehearse(started: Installation.started(2))
      #expect(rehearsed.last?.needsHuman.contains(told) == true)
      var asked = 0
      #expect(throws: Stopped.self) {
        // The file with the column is done; the other one is not.
        try installation.execute(started: Installation.started(2)) {
          asked += 1
          return asked == 4
        }
      }
      let summaries = try installation.execute(started: Installation.started(3))
      #expect(summaries.map { $0.needsHuman.contains(told) } == [true, false])
    }
  }
}
