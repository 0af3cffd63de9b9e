import CSVReading
import Testing

struct PropertyTests {
  static let pieces = [
    "a", "b", ",", ",", ";", "\t", " ", "\"", "\"x\"", "\"\"", "\n", "\n", "\r", "\r\n", "\u{1A}",
    "\u{FEFF}", "\0", "sep=;", "é", "1,2\n", "3;4\n", "\"5\n6\",7\n",
  ]

  /// Lines that are plain, almost plain, and over a limit.
  static let lines = [
    "a,b\n", "c,d\r\n", "e;f\r", " g,h\n", ",i\n", "\u{1A}\n", "\u{1A}j,k\n", "l\n", "m,n o\n",
    String(repeating: "p", count: 998) + "\n", String(repeating: "q,", count: 999) + "\n",
    String(repeating: "r,", count: 1000) + "\n",
  ]

  @Test(arguments: 1...20)
  func `the records or the fault do not depend on how the input is split`(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    for _ in 1...500 {
      let bytes = generator.bytes(of: Self.pieces, upTo: 24)
      let whole = Reading(bytes, columns: ["a", "b"])
      for atMost in [1, 2, 3, 7] {
        #expect(Reading(bytes, atMost: atMost, columns: ["a", "b"]) == whole, "\(bytes)")
      }
    }
  }

  @Test(arguments: 1...4)
  func `block boundaries lose nothing in a long file`(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    let body = generator.bytes(
      of: Self.pieces.filter { !["\"", "\0", "\"\"", "\"x\""].contains($0) },
      upTo: 200_000
    )
    let bytes = Array("a,b\n".utf8) + body
    #expect(Reading(bytes) == Reading(bytes, atMost: 1021))
  }

  @Test(arguments: 1...20)
  func `every line belongs to the header or a record, or is blank`(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    for _ in 1...500 {
      let pieces = Self.pieces.filter { $0 != "sep=;" && $0 != "\0" }
      let bytes = generator.bytes(of: pieces, upTo: 24)
      let reading = Reading(bytes, columns: ["a", "b"])
      guard let counts = reading.counts else { continue }
      let headerLines = reading.header.map { $0.lastLine - $0.line + 1 } ?? 0
      let recordLines = reading.rows.reduce(0) { $0 + $1.lastLine - $1.line + 1 }
      #expect(counts.physicalLines == editorLines(bytes), "\(bytes)")
      #expect(counts.physicalLines == headerLines + recordLines + counts.blankRecords, "\(bytes)")
      #expect(counts.records == reading.rows.count)
      #expect(reading.rows.map(\.number) == Array(1..<(counts.records + 1)))
      #expect(counts.lastRecordLacksLineEnd == (reading.rows.last?.lacksLineEnd ?? false))
    }
  }

  @Test(arguments: 1...10)
  func `records are skipped as if they had been read`(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    for _ in 1...100 {
      let bytes = generator.bytes(of: Self.pieces + Self.lines, upTo: 40)
      var whole = Reading(bytes)
      whole.header = Reading(bytes, from: .max).header
      for (number, atMost) in [(2, 5), (3, .max), (7, 64), (.max, 13), (.max, .max)] {
        var rest = whole
        rest.rows.removeFirst(min(number - 1, whole.rows.count))
        #expect(
          Reading(bytes, atMost: atMost, from: number) == rest,
          "from \(number) in \(bytes)"
        )
      }
    }
  }

  /// Lines by the simplest rule: a byte-order mark and an empty last line do not count.
  private func editorLines(_ bytes: [UInt8]) -> Int {
    var text = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
    if text.first == "\u{FEFF}" { text = text.dropFirst() }
    var lines = text.isEmpty || text.last == "\n" || text.last == "\r" ? 0 : 1
    var previous: Unicode.Scalar?
    for scalar in text {
      if scalar == "\r" || (scalar == "\n" && previous != "\r") { lines += 1 }
      previous = scalar
    }
    return lines
  }
}
