import ServiceLayer

/// A file as a reader must understand it: a second implementation of the rules of reading, in
/// memory and byte by byte.
struct ModelCSV {
  struct Record: Equatable {
    /// Without the blanks around them; blanks in quotes are part of a cell.
    var cells: [[UInt8]]
    /// The line on which it begins.
    let line: Int
    /// The file ends inside it.
    var isOpen = false
  }

  let header: [[UInt8]]
  let records: [Record]
  let delimiter: UInt8
  /// The last row has no line end.
  let endsOpen: Bool

  /// Reads a file with the first delimiter under which its header has all columns of the kind.
  ///
  /// - Returns: nil for a file that must fail as a whole.
  init?(_ bytes: [UInt8], kind: FileKind) {
    for delimiter in Array(",;\t|".utf8) {
      guard let file = Self(bytes, delimiter: delimiter),
        ModelLayout.names(kind).allSatisfy({ names in
          file.header.contains { names.contains(bare($0)) }
        })
      else { continue }
      self = file
      return
    }
    return nil
  }

  /// Reads a file with a given delimiter; nil if its structure is broken or it has no header.
  init?(_ bytes: [UInt8], delimiter: UInt8) {
    guard !bytes.contains(0) else { return nil }
    var scanner = Scanner(bytes: bytes, delimiter: delimiter)
    scanner.skipHead()
    guard let all = scanner.records() else { return nil }
    guard let first = all.first else { return nil }
    header = first.cells
    records = Array(all.dropFirst())
    endsOpen = scanner.endsOpen && !records.isEmpty
    self.delimiter = delimiter
  }
}

/// Iterates over the bytes of a file.
private struct Scanner {
  let bytes: [UInt8]
  let delimiter: UInt8
  var position = 0
  var line = 1
  var endsOpen = false

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }
  private var isAtLineEnd: Bool { next == 0x0A || next == 0x0D }

  mutating func skipHead() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    if bytes[position...].starts(with: "sep=".utf8), bytes.count > position + 5,
      bytes[position + 5] == 0x0A || bytes[position + 5] == 0x0D
    {
      position += 5
      endLine()
    }
  }

  /// All records that are not blank; nil if a quote is misplaced.
  mutating func records() -> [ModelCSV.Record]? {
    var records: [ModelCSV.Record] = []
    while position < bytes.count {
      let first = line
      var cells: [[UInt8]] = []
      repeat {
        if !cells.isEmpty { position += 1 }
        guard let cell = cell() else { return nil }
        cells.append(cell)
      } while next == delimiter
      let isBlank = cells.allSatisfy { trimmed($0).isEmpty }
      endsOpen = next == nil && !isBlank
      endLine()
      if !isBlank {
        records.append(ModelCSV.Record(cells: cells, line: first, isOpen: endsOpen))
      }
    }
    return records
  }

  private mutating func cell() -> [UInt8]? {
    skipBlanks()
    var cell: [UInt8] = []
    guard next == UInt8(ascii: "\"") else {
      while let byte = next, byte != delimiter, !isAtLineEnd {
        guard byte != UInt8(ascii: "\"") else { return nil }
        cell.append(byte)
        position += 1
      }
      return trimmed(cell)
    }
    position += 1
    while let byte = next {
      if byte == UInt8(ascii: "\"") {
        position += 1
        guard next == UInt8(ascii: "\"") else {
          skipBlanks()
          return next == nil || next == delimiter || isAtLineEnd ? cell : nil
        }
      }
      cell.append(byte)
      if isAtLineEnd, !(byte == 0x0D && bytes[(position + 1)...].first == 0x0A) { line += 1 }
      position += 1
    }
    return nil
  }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x09, byte != delimiter { position += 1 }
  }

  private mutating func endLine() {
    guard let byte = next else { return }
    position += 1
    if byte == 0x0D, next == 0x0A { position += 1 }
    line += 1
  }
}

/// A cell without the spaces and tabs around it.
func trimmed(_ cell: [UInt8]) -> [UInt8] {
  let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
  return Array(cell.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
}

/// A cell without the apostrophe that keeps spreadsheets from running it.
func unguarded(_ cell: [UInt8]) -> [UInt8] {
  let cell = trimmed(cell)
  let text = cell.drop(while: { $0 == 0x27 }).drop(while: { $0 == 0x20 })
  guard cell.first == 0x27, let first = text.first, Array("=+-@\t\r\n".utf8).contains(first) else {
    return cell
  }
  return trimmed(Array(cell.dropFirst()))
}

/// A header name without its optional characters.
func bare(_ name: [UInt8]) -> String {
  folded(name).filter { !" \t-_.".contains($0) }
}

/// A header name as it is compared.
func folded(_ name: [UInt8]) -> String {
  String(decoding: trimmed(name), as: UTF8.self).lowercased()
}
