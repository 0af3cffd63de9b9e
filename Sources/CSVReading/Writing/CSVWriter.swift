/// Writes rows as RFC 4180 says, but with LF line ends, a block at a time.
///
/// Rows reach the sink when a block is full, and at `flush()`: the caller must call it at the end.
/// If the sink throws, the output is incomplete and must be thrown away.
package struct CSVWriter: ~Copyable {
  private let sink: (UnsafeRawBufferPointer) throws -> Void
  private let rawCells: Bool
  /// The byte between the cells.
  package let delimiter: Delimiter
  private var buffer = FlatBuffer<UInt8>(capacity: 2 * Limits.block)
  private var cellsInRow = 0
  private var rowStart = 0

  /// Makes a writer that hands its blocks to a sink.
  ///
  /// A spreadsheet would run a cell that looks like a formula. So text that begins like a formula
  /// gets a leading `'`, and so does text that looks as if it had got one already. With `rawCells`,
  /// cells are written unchanged, for machines.
  package init(
    rawCells: Bool = false,
    delimiter: Delimiter = .comma,
    sink: @escaping (UnsafeRawBufferPointer) throws -> Void
  ) {
    self.sink = sink
    self.delimiter = delimiter
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
  package mutating func text(_ cell: Span<UInt8>) { cell.withUnsafeBufferPointer { text($0) } }

  /// Writes a cell of bytes as they are, valid UTF-8 or not.
  package mutating func text(_ cell: UnsafeBufferPointer<UInt8>) {
    write(cell, mayBeGuarded: false)
  }

  /// Writes a cell as it was in a file; an apostrophe that guards it already is not doubled.
  package mutating func original(_ cell: [UInt8]) {
    cell.withUnsafeBufferPointer { write($0, mayBeGuarded: true) }
  }

  private mutating func write(_ cell: UnsafeBufferPointer<UInt8>, mayBeGuarded: Bool) {
    beginCell()
    if delimiter == .comma, cell.isAboveComma, let first = cell.first,
      rawCells || !ASCII.beginsFormula(first)
    {
      return buffer.append(cell)
    }
    let between = delimiter.rawValue
    let needsQuotes = cell.contains { $0 == between || Self.isSpecial($0) }
    if needsQuotes { buffer.append(ASCII.quote) }
    // A blank cell stays blank: with an apostrophe it would no longer be empty.
    if !rawCells, mayBeGuarded ? cell.beginsFormula && !cell.trimmed.isEmpty : cell.needsGuard {
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

  /// Writes a record that a raw writer with the same delimiter encoded, with or without its line
  /// end.
  package mutating func record(_ encoded: [UInt8]) {
    beginCell()
    let record = encoded.last == ASCII.lineFeed ? encoded.dropLast() : encoded[...]
    record.withUnsafeBufferPointer { buffer.append($0) }
  }

  /// Ends the row; throws the errors of the sink.
  ///
  /// A row of one empty cell is written as `""`, because an empty line is not a row.
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

  /// Hands the buffered rows to the sink.
  package mutating func flush() throws {
    if buffer.count > 0 {
      try sink(UnsafeRawBufferPointer(start: buffer.start, count: buffer.count))
    }
    buffer.truncate(to: 0)
    rowStart = 0
  }

  private mutating func beginCell() {
    if cellsInRow > 0 { buffer.append(delimiter.rawValue) }
    cellsInRow += 1
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == ASCII.quote || byte == ASCII.carriageReturn
      || byte == ASCII.lineFeed
  }
}
