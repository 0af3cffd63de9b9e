import CSVReading
import SafeText

/// Writes bytes as cells and as text for people, and throws a `Violation` if the result differs
/// from the input or could do harm.
///
/// 0xFE separates rows, 0xFF separates cells: neither byte occurs in UTF-8.
package func checkWriting(_ bytes: [UInt8]) throws {
  let rows = bytes.split(separator: 0xFE, omittingEmptySubsequences: false).map {
    $0.split(separator: 0xFF, omittingEmptySubsequences: false).map(Array.init)
  }
  // A reader skips a row with only blank cells, so each row begins with a mark.
  let marked = rows.prefix(100).map { [Array("x".utf8)] + $0.prefix(999) }
  for rawCells in [true, false] { try checkCells(marked, rawCells: rawCells) }
  for limit in [2, 120, Int.max] { try checkEscaping(bytes, atMost: limit) }
}

private func checkCells(_ given: [[[UInt8]]], rawCells: Bool) throws {
  // A value has no blanks around it.
  let rows = rawCells ? given : given.map { $0.map(trimmed) }
  var file: [UInt8] = []
  try withoutActuallyEscaping({ (piece: UnsafeRawBufferPointer) in file += piece }) { sink in
    var writer = CSVWriter(rawCells: rawCells, sink: sink)
    for row in [[Array("h".utf8)]] + rows {
      for cell in row { writer.text(cell) }
      try writer.endRow()
    }
    try writer.flush()
  }
  let isEndless = rows.contains { $0.contains { $0.contains(0) } }
  let read = try Transcript(file, atMost: .max) { _ in true }
  guard read.fault == nil else {
    return try require(isEndless, "what is written can be read", "\(read) of \(rows)")
  }
  try require(!isEndless, "a zero byte is never skipped", "\(rows)")
  let expected = rows.map { $0.map { trimmed($0) } }
  let found = read.records.map { $0.cells.map { rawCells ? trimmed($0) : unguarded($0) } }
  try require(found == expected, "what is written is read back", "\(found) of \(expected)")
  for cell in read.records.flatMap(\.cells) where !rawCells {
    try require(!beginsFormula(cell), "no cell begins a formula", "\(cell)")
  }
}

/// The first characters of a formula according to OWASP; readers drop the spaces before them.
private func beginsFormula(_ cell: [UInt8]) -> Bool {
  cell.first { $0 != UInt8(ascii: " ") }.map { Array("=+-@\t\r\n".utf8).contains($0) } ?? false
}

/// A cell as a reader takes it: without the apostrophe that guards it.
private func unguarded(_ cell: [UInt8]) -> [UInt8] {
  cell.withUnsafeBufferPointer { Array($0.unguarded) }
}

/// A cell means the same with and without the spaces and tabs around it.
private func trimmed(_ cell: [UInt8]) -> [UInt8] {
  cell.withUnsafeBufferPointer { Array($0.trimmed) }
}

/// Escaped text is harmless, short enough, and identifies each byte.
private func checkEscaping(_ bytes: [UInt8], atMost limit: Int) throws(Violation) {
  let text = escaped(bytes, atMost: limit)
  try require(text.isHarmless, "escaped text is harmless", "\(text.debugDescription)")
  try require(text.unicodeScalars.count <= limit, "escaped text is cut", "\(text)")
  guard limit == .max else { return }
  try require(unescaped(text) == bytes, "escaped text tells each byte", "\(text) of \(bytes)")
}

/// The bytes that an escaped text stands for; nil if an escape is invalid.
private func unescaped(_ text: String) -> [UInt8]? {
  var bytes: [UInt8] = []
  var rest = text.unicodeScalars[...]
  while let scalar = rest.popFirst() {
    guard scalar == "\\" else {
      bytes += Array(String(scalar).utf8)
      continue
    }
    switch rest.popFirst() {
    case "\\": bytes.append(UInt8(ascii: "\\"))
    case "x":
      guard let byte = UInt8(String(rest.prefix(2)), radix: 16) else { return nil }
      bytes.append(byte)
      rest = rest.dropFirst(2)
    case "u":
      let digits = String(rest.dropFirst().prefix { $0 != "}" })
      guard let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init) else { return nil }
      bytes += Array(String(scalar).utf8)
      rest = rest.dropFirst(digits.unicodeScalars.count + 2)
    default: return nil
    }
  }
  return bytes
}
