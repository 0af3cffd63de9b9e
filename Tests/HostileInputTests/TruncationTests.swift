import SystemTestSupport
import Testing

/// An upload that was cut off, at every possible byte.
struct TruncationTests {
  /// A file with unique order ids, so that many such files can be in one inbox.
  private func bytes(_ id: Int) -> [UInt8] {
    Array(
      "orderid,sku,qty\n\(id)-A,LAMP,120\r\n\"\(id)-\"\"B\"\"\",CAFÉ,34\n\(id)-C,LAMP,56\n".utf8
    )
  }

  @Test func `a file truncated at any byte has no other values, except in a warned last row`()
    throws
  {
    try Root.lend { root in
      try root.drop("ref,sku,qty\nB1,LAMP,1000000\nB2,CAFÉ,1000000\n", as: "batches.csv")
      #expect(try root.night(1).code == 0)
      let whole = bytes(1000)
      let ids = (0...whole.count).map { 1000 + $0 }
      for id in ids { try root.drop(bytes(id).prefix(id - 1000), as: "orders-\(id).csv") }

      #expect(try root.night(2).code == 1)

      let placed = Dictionary(
        grouping: try root.table("reports/latest/allocations.csv"),
        by: { $0["orderid"]?.prefix(4) ?? "" }
      ).mapValues { $0.map { "\($0["orderid"]?.dropFirst(5) ?? "") \($0["qty"] ?? "")" } }
      let rowEnds = [31, 54, 69]
      let rows = ["A 120", "\"B\" 34", "C 56"]
      for file in try root.summary(of: "latest").files {
        let id = try #require(Int(file.file.dropFirst("orders-".count).prefix(4)))
        let complete = zip(rows, rowEnds).filter { $0.1 < id - 1000 }.map(\.0)
        let found = placed[String(id).prefix(4)] ?? []
        let others = found.filter { !complete.contains($0) }
        let warns = file.warnings.contains { $0.contains("was the upload complete?") }
        #expect(others.count <= (warns ? 1 : 0), "\(file.file): \(others)")
        #expect(
          file.state == "failed" ? found == [] : Set(complete).isSubset(of: found),
          "\(file.file): \(found)"
        )
      }
      #expect(placed["1032"] == ["A 120"], "the file ends between CR and LF")
      #expect(placed["1030"] == ["A 12"], "nobody can know that a 0 was to come")
    }
  }
}
