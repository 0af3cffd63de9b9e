/// The bytes before the first record: a byte-order mark, and Excel's `sep=;` line.
struct FileHead: Equatable {
  /// How many bytes are read to recognise files that are not CSV.
  static let length = 2048

  /// The bytes after the byte-order mark, if there is one.
  let bytes: [UInt8]
  /// The offset at which the records begin.
  var textOffset = 0
  private(set) var hasByteOrderMark = false
  /// Whether a `sep=` line was skipped; it counts as a physical line.
  ///
  /// Its value is not used: the delimiter is found from the header.
  var hasSeparatorLine = false

  /// Examines the first bytes; throws a `StructureFault` if they cannot be CSV.
  init(_ bytes: some Collection<UInt8>) throws {
    if let format = ForeignFormat(signature: bytes) {
      throw StructureFault(.foreign(format), line: 1)
    }
    if let encoding = WideEncoding(firstBytes: bytes) {
      throw StructureFault(.wideEncoding(encoding), line: 1)
    }
    hasByteOrderMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    if hasByteOrderMark { textOffset = 3 }
    self.bytes = Array(bytes.dropFirst(textOffset))
    if let length = Self.separatorLineLength(self.bytes.prefix(16)) {
      textOffset += length
      hasSeparatorLine = true
    }
  }

  private static func separatorLineLength(_ text: ArraySlice<UInt8>) -> Int? {
    let lineEnds = [ASCII.lineFeed, ASCII.carriageReturn]
    let line = text.prefix { !lineEnds.contains($0) }
    guard line.count == 5, line.starts(with: "sep=".utf8) else { return nil }
    let rest = text.dropFirst(line.count)
    return line.count + (rest.starts(with: [0x0D, 0x0A]) ? 2 : rest.prefix(1).count)
  }
}
