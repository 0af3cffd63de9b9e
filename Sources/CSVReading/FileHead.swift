/// What stands before the first record: a byte-order mark, and Excel's `sep=;` line.
struct FileHead: Equatable {
  /// How many bytes to look at.
  static let length = 16

  /// Where the records begin.
  var textOffset = 0
  /// Whether a `sep=` line was passed over; it counts as a physical line.
  ///
  /// What it declares is not used: the header tells the delimiter.
  var hasSeparatorLine = false

  /// Looks at the first bytes; throws a `StructureFault` on an encoding we do not read.
  init(_ bytes: some Collection<UInt8>) throws {
    if let encoding = WideEncoding(firstBytes: bytes) {
      throw StructureFault(.wideEncoding(encoding), line: 1)
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { textOffset = 3 }
    if let length = Self.separatorLineLength(Array(bytes.dropFirst(textOffset))) {
      textOffset += length
      hasSeparatorLine = true
    }
  }

  private static func separatorLineLength(_ text: [UInt8]) -> Int? {
    let lineEnds = [ASCII.lineFeed, ASCII.carriageReturn]
    let line = text.prefix { !lineEnds.contains($0) }
    guard line.count == 5, line.starts(with: "sep=".utf8) else { return nil }
    let rest = text.dropFirst(line.count)
    return line.count + (rest.starts(with: [0x0D, 0x0A]) ? 2 : rest.prefix(1).count)
  }
}
