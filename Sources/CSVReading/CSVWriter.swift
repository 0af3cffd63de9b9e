/// Writes rows of RFC 4180 with LF line ends, a block at a time.
///
/// Rows reach the sink when a block is full and at `flush()`, which the caller must not forget.
/// A sink that throws leaves the output cut short: it is to be thrown away.
package struct CSVWriter: ~Copyable {
  private let sink: (UnsafeRawBufferPointer) throws -> Void
  private let rawCells: Bool
  private var buffer = FlatBuffer<UInt8>(capacity: 2 * Limits.block)
  private var cellsInRow = 0
  private var rowStart = 0

  /// Makes a writer of a sink.
  ///
  /// A spreadsheet runs a cell that looks like a formula, so text that begins like one gets a
  /// leading `'`. With `rawCells` it stays as it is, for machines.
  package init(rawCells: Bool = false, sink: @escaping (UnsafeRawBufferPointer) throws -> Void) {
    self.sink = sink
    self.rawCells = rawCells
  }

  /// Writes a cell of text.
  package mutating func text(_ cell: String) {
    var cell = cell
    cell.withUTF8 { text($0) }
  }

  /// Writes a cell of bytes as they are, valid UTF-8 or not.
  package mutating func text(_ cell: [UInt8]) {
    cell.withUnsafeBufferPointer { text($0) }
  }

  /// Writes a cell of bytes as they are, valid UTF-8 or not.
  package mutating func text(_ cell: UnsafeBufferPointer<UInt8>) {
    beginCell()
    if cell.isAboveComma, let first = cell.first, rawCells || !Self.beginsFormula(first) {
      return buffer.append(cell)
    }
    let needsQuotes = cell.contains(where: Self.isSpecial)
    if needsQuotes { buffer.append(ASCII.quote) }
    // Readers of CSV drop the spaces before a cell, and so would run what they hide.
    if !rawCells, let first = cell.first(where: { $0 != ASCII.space }), Self.beginsFormula(first) {
      buffer.append(ASCII.apostrophe)
    }
    guard needsQuotes else { return buffer.append(cell) }
    for byte in cell {
      if byte == ASCII.quote { buffer.append(ASCII.quote) }
      buffer.append(byte)
    }
    buffer.append(ASCII.quote)
  }

  /// Writes a cell that is a number, so `-5` stays one.
  package mutating func number(_ cell: Int) {
    beginCell()
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var start = digits.count
      var rest = cell.magnitude
      repeat {
        start -= 1
        digits.initializeElement(at: start, to: UInt8(ascii: "0") + UInt8(rest % 10))
        rest /= 10
      } while rest > 0
      if cell < 0 { buffer.append(UInt8(ascii: "-")) }
      buffer.append(UnsafeBufferPointer(rebasing: digits[start...]))
    }
  }

  /// Writes the cells of a record that a raw writer wrote before, with or without its line end.
  package mutating func record(_ encoded: [UInt8]) {
    beginCell()
    let record = encoded.last == ASCII.lineFeed ? encoded.dropLast() : encoded[...]
    record.withUnsafeBufferPointer { buffer.append($0) }
  }

  /// Ends the row; throws what the sink throws.
  ///
  /// A row of one empty cell is written `""`, for an empty line would be no row.
  package mutating func endRow() throws {
    if buffer.count == rowStart {
      buffer.append(ASCII.quote)
      buffer.append(ASCII.quote)
    }
    buffer.append(ASCII.lineFeed)
    cellsInRow = 0
    if buffer.count >= Limits.block { try flush() }
    rowStart = buffer.count
  }

  /// Hands what is held back to the sink.
  package mutating func flush() throws {
    if buffer.count > 0 {
      try sink(UnsafeRawBufferPointer(start: buffer.start, count: buffer.count))
    }
    buffer.truncate(to: 0)
    rowStart = 0
  }

  private mutating func beginCell() {
    if cellsInRow > 0 { buffer.append(ASCII.comma) }
    cellsInRow += 1
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == ASCII.comma || byte == ASCII.quote || byte == ASCII.carriageReturn
      || byte == ASCII.lineFeed
  }

  private static func beginsFormula(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"): true
    case ASCII.tab, ASCII.carriageReturn, ASCII.lineFeed: true
    default: false
    }
  }
}
