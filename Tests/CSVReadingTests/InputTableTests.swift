import CSVReading
import Testing

/// How a few bytes under the header `sku,qty` are read.
struct InputExample: Sendable, CustomTestStringConvertible {
  var body: String
  var cells: [[String]]
  var testDescription: String { body.debugDescription }

  init(_ body: String, _ cells: [[String]]) {
    self.body = body
    self.cells = cells
  }
}

struct InputTableTests {
  @Test(arguments: [
    InputExample("A,1\nB,2\n", [["A", "1"], ["B", "2"]]),
    InputExample("A,1\r\nB,2\r\n", [["A", "1"], ["B", "2"]]),
    InputExample("A,1\rB,2\r", [["A", "1"], ["B", "2"]]),
    InputExample("A,1\r\r\nB,2\n\rC,3", [["A", "1"], ["B", "2"], ["C", "3"]]),
    InputExample("\n  \n\t\nA,1\n\n\n", [["A", "1"]]),
    InputExample(",\n,,,\n\"\"\n\" \",\t\nA,1\n", [["A", "1"]]),
    InputExample("  A B  , 1 \n", [["A B", "1"]]),
    InputExample("\"  A  \",1\n", [["  A  ", "1"]]),
    InputExample("  \"A\"  ,1\n", [["A", "1"]]),
    InputExample("A\nA,1,2\n", [["A"], ["A", "1", "2"]]),
    InputExample("\"A,B\",1\n", [["A,B", "1"]]),
    InputExample("\"A\nB\",1\n", [["A\nB", "1"]]),
    InputExample("\"A\"\"B\",1\n\"\"\"\",2\n", [["A\"B", "1"], ["\"", "2"]]),
    InputExample("A,1,000\n", [["A", "1", "000"]]),
    InputExample("A;1\n", [["A;1"]]),
    InputExample("sep=;\n#c\n'A,B'\n", [["sep=;"], ["#c"], ["'A", "B'"]]),
    InputExample("=1+1,+5\n@x,-5\n", [["=1+1", "+5"], ["@x", "-5"]]),
    InputExample("\u{B},\u{C}\n", [["\u{B}", "\u{C}"]]),
    InputExample("A\u{1A},1\n\u{1A}\nB,2\n", [["A\u{1A}", "1"], ["\u{1A}"], ["B", "2"]]),
    InputExample("A,1\n\u{1A}", [["A", "1"]]),
    InputExample("A,1\n \u{1A}\r\n\n", [["A", "1"]]),
    InputExample("A,1\n\u{1A}\n\u{1A}", [["A", "1"], ["\u{1A}"]]),
    InputExample("", []),
  ])
  func `inputs from libcsv's table are read as measured`(example: InputExample) {
    #expect(Reading("sku,qty\n" + example.body).cells == example.cells)
  }

  @Test(
    arguments: [
      [0xE9], [0x80], [0xC2, 0x85], [0xC2, 0xA0], [0xE2, 0x80, 0xA8], [0xEF, 0xBB, 0xBF],
      [0xE2, 0x80, 0x9C],
    ] as [[UInt8]]
  )
  func `bytes of any encoding pass through and do not end cells or lines`(bytes: [UInt8]) {
    let reading = Reading(Array("a,b\n".utf8) + bytes + [0x2C] + bytes)
    let row = Row(
      number: 1,
      line: 2,
      lastLine: 2,
      cells: [text(bytes), text(bytes)],
      lacksLineEnd: true
    )
    #expect(reading.rows == [row])
  }

  @Test
  func `a record between two unrelated quotes says which lines it covers`() {
    let reading = Reading("sku,qty\n\"A,1\nB,2\nC\",3\nD,4\n")
    #expect(
      reading.rows == [
        Row(number: 1, line: 2, lastLine: 4, cells: ["A,1\nB,2\nC", "3"]),
        Row(number: 2, line: 5, lastLine: 5, cells: ["D", "4"]),
      ]
    )
  }

  @Test
  func `trimming removes only spaces and tabs, from both ends`() {
    let cells = ["", " \t ", " A B\t", "\u{A0}A\n"].map { cell in
      Array(cell.utf8).withUnsafeBufferPointer { text(Array($0.trimmed)) }
    }
    #expect(cells == ["", "", "A B", "\u{C2}\u{A0}A\n"])
  }
}
