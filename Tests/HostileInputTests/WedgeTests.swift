import SystemTestSupport
import Testing

/// Files that once made every later run fail, because their stored data could not be read.
struct WedgeTests {
  @Test func `a column whose name begins like UTF-16 is handed back, and later nights go on`()
    throws
  {
    try Root.lendWithOneNight { root in
      let header = Array("\"".utf8) + [0xFF, 0xFE] + Array("\",orderid,sku,qty\n".utf8)
      let rows = Array("x,O-8,LAMP,x\nx,O-9,SOFA,1\n".utf8)
      try root.drop(header + rows, as: "orders-odd.csv")
      #expect(try root.night(2).code == 1)
      try root.drop("ref,sku,qty\nB2,SOFA,5\n", as: "batches-2.csv")
      let ended = try root.night(3)
      #expect(ended.code == 0, "\(ended)")
      #expect(try root.text("reports/latest/allocations.csv").contains("O-9,SOFA,1,B2"))
    }
  }

  @Test func `a deferred row of the maximum length is tried again`() throws {
    try Root.lendWithOneNight { root in
      let notes = (4...1000).map { "n\($0)" }
      let header = (["orderid", "sku", "qty"] + notes).joined(separator: ";")
      let cells = notes.map { _ in String(repeating: ",", count: 1050) }
      let row = (["O-9", "SOFA", "1"] + cells).joined(separator: ";").prefix((1 << 20) - 1)
      try root.drop("\(header)\n\(row)\n", as: "orders-long.csv")
      #expect(try root.night(2).code == 1, "columns that are ignored are told, once")
      try root.drop("ref,sku,qty\nB2,SOFA,5\n", as: "batches-2.csv")
      let ended = try root.night(3)
      #expect(ended.code == 0, "\(ended)")
      #expect(try root.text("reports/latest/allocations.csv").contains("O-9,SOFA,1,B2"))
    }
  }
}
