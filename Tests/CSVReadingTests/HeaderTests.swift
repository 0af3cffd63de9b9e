import CSVReading
import Testing

struct HeaderTests {
  @Test(arguments: zip(Delimiter.allCases, [",", ";", "\t", "|"]))
  func `only the header determines the delimiter`(delimiter: Delimiter, sign: String) {
    let reading = Reading("a\(sign)\"b\"\n1,2;3\t4|5\n", columns: ["a", "b"])
    let cells: [[UInt8]] = [[0x61], [0x62]]
    #expect(
      reading.header == CSVHeader(cells: cells, line: 1, lastLine: 1, delimiter: delimiter)
    )
    #expect(reading.rows.first?.cells == "1,2;3\t4|5".split(separator: sign).map(String.init))
  }

  @Test
  func `a tab means an empty cell if it is the delimiter`() {
    #expect(Reading("a\tb\tc\n\t\t1\n", columns: ["a", "b", "c"]).cells == [["", "", "1"]])
  }

  @Test
  func `a header that is not accepted is read in its widest form`() {
    #expect(Reading("a,b;c;d\n", columns: ["x"]).names == ["a,b", "c", "d"])
    #expect(Reading("a\n", columns: ["x"]).header?.delimiter == .comma)
  }

  @Test
  func `the header may be wider than a block and cover several lines`() {
    let names = (1...20).map { String(repeating: "n", count: 5000) + "\n\($0)" }
    let line = names.map { "\"\($0)\"" }.joined(separator: ";")
    let reading = Reading("\n\n\(line)\n1\n", columns: names)
    #expect(reading.header?.line == 3)
    #expect(reading.header?.lastLine == 23)
    #expect(reading.rows == [Row(number: 1, line: 24, lastLine: 24, cells: ["1"])])
  }

  @Test(arguments: ["sku,qty", "\"sku\",\"qty\""])
  func `a byte-order mark is not part of the first name`(names: String) {
    #expect(Reading("\u{FEFF}\(names)\nA,1\n").names == ["sku", "qty"])
  }

  @Test(arguments: ["sep=;\n", "sep=;\r\n", "sep=;\r", "\u{FEFF}sep=,\n"])
  func `Excel's sep line is skipped and counted`(sep: String) {
    let reading = Reading("\(sep)a;b\n1;2\n", columns: ["a", "b"])
    #expect(reading.rows == [Row(number: 1, line: 3, lastLine: 3, cells: ["1", "2"])])
    #expect(reading.counts?.physicalLines == 3)
  }

  @Test(arguments: [
    "", "\u{FEFF}", "\n", " \t \r\n\n", ",,,\n", "\"\"\n", ";;\n", "sep=;", "\u{1A}",
  ])
  func `a file without text has no header`(file: String) {
    let reading = Reading(file, columns: ["a"])
    #expect(reading.header == nil)
    #expect(reading.fault == nil)
    #expect(reading.counts?.records == 0)
  }

  @Test
  func `a header without rows is not a fault`() {
    #expect(
      Reading("a,b").counts
        == CSVCounts(
          records: 0,
          blankRecords: 0,
          physicalLines: 1,
          lastRecordLacksLineEnd: false
        )
    )
  }

  @Test(
    arguments: [
      ("a,\"b\"x\n1,2\n", .init(.strayQuote(cellLine: 1), line: 1, column: 2)),
      ("a;b;c;5\" pipe\n", .init(.strayQuote(cellLine: 1), line: 1, column: 4)),
      ("a;b;c;\"no\nte\";5\" pipe\n", .init(.strayQuote(cellLine: 2), line: 2, column: 5)),
      ("a;b;c;\"note\n1;2;3;4\n", .init(.openQuote, line: 1, column: 4)),
      ("a|b|\"5\\\" pipe\"\n", .init(.backslashQuote, line: 1, column: 3)),
      (
        Array(repeating: "a", count: 1001).joined(separator: ";"),
        .init(.tooManyColumns, line: 1)
      ),
    ] as [(String, StructureFault)]
  )
  func `the fault of a broken header is that of the delimiter that got furthest`(
    file: String,
    fault: StructureFault
  ) {
    for atMost in [1, 3, 1000] {
      #expect(Reading(file, atMost: atMost, columns: ["x"]).fault == fault)
    }
  }
}
