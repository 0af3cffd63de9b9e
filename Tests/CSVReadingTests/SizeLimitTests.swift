import CSVReading
import Testing

struct SizeLimitTests {
  @Test(arguments: [
    (Limits.cell, nil), (Limits.cell + 1, StructureFault(.cellTooLong, line: 2, column: 2)),
  ])
  func `a cell may be as long as the limit, quoted or not`(length: Int, fault: StructureFault?) {
    let cell = String(repeating: "x", count: length)
    for body in ["1,\(cell)\n", "1,\(cell)", "1,\"\(cell)\",2\n", "1,\"\(cell)\""] {
      #expect(Reading("a,b\n" + body).fault == fault)
      #expect(Reading("a,b\n" + body, atMost: 997).fault == fault)
    }
  }

  @Test(arguments: [(Limits.columns, nil), (1001, StructureFault(.tooManyColumns, line: 2))])
  func `a record may have as many columns as the limit`(count: Int, fault: StructureFault?) {
    let row = Array(repeating: "1", count: count).joined(separator: ",")
    #expect(Reading("a\n\(row)\n").fault == fault)
    #expect(Reading("a\n\(row)", atMost: 100).fault == fault)
  }

  @Test(arguments: [(0, nil), (1, StructureFault(.recordTooLong, line: 2))])
  func `a record may be as long as the limit with its line end`(
    extra: Int,
    fault: StructureFault?
  ) {
    let row = String(repeating: " ", count: Limits.record + extra - 3) + "1,\n"
    #expect(Reading("a\n\(row)").fault == fault)
    #expect(Reading("a\n\(row)", atMost: 1000).fault == fault)
  }

  @Test(
    arguments: [
      ("x", .init(.cellTooLong, line: 3, column: 2)),
      ("\"", .init(.cellTooLong, line: 3, column: 2)),
      ("\n\"\"", .init(.cellTooLong, line: 3, column: 2)),
      (",", .init(.tooManyColumns, line: 3)),
      (" ", .init(.recordTooLong, line: 3)),
      ("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"", .init(.strayQuote(cellLine: 3), line: 3, column: 2)),
    ] as [(String, StructureFault)]
  )
  func `an endless file is refused early`(piece: String, fault: StructureFault) {
    let lead = piece.hasPrefix("\n") ? "\"" : ""
    var delivered = 0
    let source = endless(Array("a,b\n1,2\n1,\(lead)".utf8), then: piece) { delivered += $0 }
    #expect(throws: fault) { try CSVReader(source) { _ in true }.skip(to: .max) }
    #expect(delivered <= Limits.record + 2 * 65536)
  }

  @Test(arguments: ["\n", " "])
  func `the search for a header has a limit`(piece: String) {
    var delivered = 0
    let source = endless([], then: piece) { delivered += $0 }
    #expect(throws: StructureFault.self) { try CSVReader(source) { _ in false } }
    #expect(delivered <= 2 * Limits.record)
  }

  /// An endless source that reports how much it has returned.
  private func endless(
    _ head: [UInt8],
    then piece: String,
    delivered: @escaping (Int) -> Void
  ) -> ByteSource {
    var head = head[...]
    let cycle = Array(piece.utf8)
    var position = 0
    return ByteSource { buffer in
      for index in buffer.indices {
        if let byte = head.popFirst() {
          buffer[index] = byte
        } else {
          buffer[index] = cycle[position % cycle.count]
          position += 1
        }
      }
      delivered(buffer.count)
      return buffer.count
    }
  }
}
