import CSVReading
import Testing

struct CSVWriterTests {
  @Test(arguments: [
    ("A", "A"), ("", "\"\""), ("A,B", "\"A,B\""), ("5\" pipe", "\"5\"\" pipe\""),
    ("A\nB", "\"A\nB\""), ("A\rB", "\"A\rB\""), (" A ", " A "), ("A;B", "A;B"),
    ("=A1", "'=A1"), ("=A1234567", "'=A1234567"), ("@SUM-12345", "'@SUM-12345"),
    ("=1+1", "'=1+1"), ("+5", "'+5"), ("-5", "'-5"), ("@x", "'@x"), ("\tx", "'\tx"),
    ("\rx", "\"'\rx\""), ("\nx", "\"'\nx\""), ("=A1,B2", "\"'=A1,B2\""), ("'x", "'x"),
    ("  =1+1", "'  =1+1"),
  ])
  func `text is quoted if necessary and never begins a formula`(cell: String, line: String)
    throws
  {
    #expect(try written { $0.text(cell) } == line + "\n")
    #expect(try written { $0.text(Array(cell.utf8)) } == line + "\n")
  }

  @Test(arguments: [",", "\"", "\n", "\r"])
  func `a character that needs quotes is found at any position`(special: String) throws {
    for length in 1...20 {
      for place in 0..<length {
        let (before, after) = (
          String(repeating: "A", count: place),
          String(repeating: "Z", count: length - 1 - place)
        )
        let inside = special == "\"" ? "\"\"" : special
        let apostrophe = place == 0 && (special == "\n" || special == "\r") ? "'" : ""
        #expect(
          try written { $0.text(before + special + after) }
            == "\"\(apostrophe)\(before)\(inside)\(after)\"\n"
        )
      }
    }
  }

  @Test(arguments: [" ", "!", "+", "-", "x", "\u{7F}"])
  func `a character that needs no quotes gets none at any position`(other: String) throws {
    for length in 1...20 {
      for place in 0..<length {
        let cell =
          String(repeating: "Z", count: place) + other
          + String(repeating: "Z", count: length - 1 - place)
        #expect(try written(rawCells: true) { $0.text(cell) } == cell + "\n")
      }
    }
  }

  @Test
  func `raw cells are unchanged`() throws {
    #expect(try written(rawCells: true) { $0.text("=1+1") } == "=1+1\n")
  }

  @Test
  func `numbers stay numbers`() throws {
    let line = try written {
      $0.number(-5)
      $0.number(0)
      for number in [9, 10, 99, 100, .max, .min] { $0.number(number) }
    }
    #expect(line == "-5,0,9,10,99,100,9223372036854775807,-9223372036854775808\n")
  }

  @Test
  func `bytes that are not UTF-8 are written unchanged`() throws {
    #expect(try written { $0.text([0xE9]) } == "\u{E9}\n")
  }

  @Test
  func `empty cells keep their position`() throws {
    let line = try written {
      $0.text("")
      $0.text("")
    }
    #expect(line == ",\n")
  }

  @Test
  func `a row of one empty cell is a row at any position`() throws {
    let lines = try written { writer in
      writer.text("A")
      try writer.endRow()
      writer.text("")
      try writer.endRow()
      try writer.flush()
      writer.text("")
    }
    #expect(lines == "A\n\"\"\n\"\"\n")
  }

  @Test
  func `rows wait until a block is full or the writer is flushed`() throws {
    var sizes: [Int] = []
    var writer = CSVWriter { sizes.append($0.count) }
    for _ in 1...3000 {
      writer.text("0123456789012345678901234567890")
      try writer.endRow()
    }
    #expect(sizes == [65536])
    try writer.flush()
    try writer.flush()
    #expect(sizes == [65536, 3000 * 32 - 65536])
  }

  @Test
  func `an error of the sink is passed on`() {
    struct Full: Error {}
    var writer = CSVWriter { _ in throw Full() }
    writer.text("A")
    #expect(throws: Full.self) {
      try writer.endRow()
      try writer.flush()
    }
  }

  @Test(arguments: 1...20)
  func `written rows are read back unchanged`(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    for _ in 1...50 {
      let rows = (1...10).map { _ in
        ["x"] + (1...3).map { _ in text(generator.bytes(of: PropertyTests.pieces, upTo: 6)) }
      }.map { $0.map { $0.filter { $0 != "\0" } } }
      let file = try written(rawCells: true) { writer in
        for (index, row) in rows.enumerated() {
          for cell in row { writer.text(cell.unicodeScalars.map { UInt8($0.value) }) }
          if index < rows.count - 1 { try writer.endRow() }
        }
      }
      let reading = Reading(("h\n" + file).unicodeScalars.map { UInt8($0.value) })
      #expect(reading.cells.map { $0.map(trimmed) } == rows.map { $0.map(trimmed) })
    }
  }

  /// One row, or several rows with a line end added to the last, as Latin-1.
  private func written(
    rawCells: Bool = false,
    _ fill: (inout CSVWriter) throws -> Void
  ) throws -> String {
    var bytes: [UInt8] = []
    var writer = CSVWriter(rawCells: rawCells) { bytes += $0 }
    try fill(&writer)
    try writer.endRow()
    try writer.flush()
    return text(bytes)
  }

  private func trimmed(_ cell: String) -> String {
    let blank: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" }
    let scalars = Array(cell.unicodeScalars.drop(while: blank))
    let kept = scalars.reversed().drop(while: blank).reversed()
    return String(String.UnicodeScalarView(kept))
  }
}
