/// Writes rows as RFC 4180 says, but with LF line ends, a block at a time.
///
/// Rows reach the sink when a block is full, and at `flush()`: the caller must call it at the end.
/// If the sink throws, the output is incomplete and must be discarded.
package struct CSVWriter: ~Copyable {
  private let sink: (UnsafeRawBufferPointer) throws -> Void
  private let rawCells: Bool
  /// The byte between the cells.
  package let delimiter: Delimiter
  private var buffer = FlatBuffer<UInt8>(capacity: 2 * Limits.block)
  /// Every cell of the open row has a delimiter after it; the end of the row replaces the last one.
  private var rowStart = 0

  /// Makes a writer that passes its blocks to a sink.
  ///
  /// A spreadsheet would run a cell that looks like a formula. So text that begins like a formula
  /// gets a leading `'`. Text that looks as if it already has that `'` gets one more. With
  /// `rawCells`, cells are written unchanged, for machines.
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
    if delimiter == .comma, cell.isAboveComma, let first = cell.first,
      rawCells || !ASCII.beginsFormula(first)
    {
      return buffer.append(cell, then: ASCII.comma)
    }
    let between = delimiter.rawValue
    let needsQuotes = cell.contains { $0 == between || Self.isSpecial($0) }
    if needsQuotes { buffer.append(ASCII.quote) }
    // A blank cell stays blank: with an apostrophe it would no longer be empty.
    if !rawCells, mayBeGuarded ? cell.beginsFormula && !cell.trimmed.isEmpty : cell.needsGuard {
      buffer.append(ASCII.apostrophe)
    }
    guard needsQuotes else { return buffer.append(cell, then: between) }
    for byte in cell {
      if byte == ASCII.quote { buffer.append(ASCII.quote) }
      buffer.append(byte)
    }
    buffer.append(ASCII.quote)
    buffer.append(between)
  }

  /// Writes a cell that is a number, so `-5` stays one.
  package mutating func number(_ cell: Int) {
    if cell < 0 { buffer.append(UInt8(ascii: "-")) }
    buffer.append(digitsOf: cell.magnitude, then: delimiter.rawValue)
  }

  /// Writes a record that a raw writer with the same delimiter encoded, with or without its line
  /// end.
  package mutating func record(_ encoded: [UInt8]) {
    let record = encoded.last == ASCII.lineFeed ? encoded.dropLast() : encoded[...]
    record.withUnsafeBufferPointer { buffer.append($0, then: delimiter.rawValue) }
  }

  /// Ends the row; throws the errors of the sink.
  ///
  /// A row of one empty cell is written as `""`, because an empty line is not a row.
  package mutating func endRow() throws {
    if buffer.count <= rowStart + 1 {
      buffer.truncate(to: rowStart)
      buffer.append(ASCII.quote)
      buffer.append(ASCII.quote)
      buffer.append(ASCII.lineFeed)
    } else {
      buffer.replaceLast(with: ASCII.lineFeed)
    }
    if buffer.count >= Limits.block { try flush() }
    rowStart = buffer.count
  }

  /// Passes the buffered rows to the sink.
  package mutating func flush() throws {
    if buffer.count > 0 {
      try sink(UnsafeRawBufferPointer(start: buffer.start, count: buffer.count))
    }
    buffer.truncate(to: 0)
    rowStart = 0
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == ASCII.quote || byte == ASCII.carriageReturn
      || byte == ASCII.lineFeed
  }
}
