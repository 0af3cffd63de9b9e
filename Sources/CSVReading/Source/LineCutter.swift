import Glibc

/// Splits a block into lines, so that lines are counted independently of libcsv.
///
/// libcsv says that a record ended, but not where, and it drops spaces: in its callbacks `CR LF`
/// and `CR space LF` look the same.
struct LineCutter {
  /// A line, or the part of a line that is in this block.
  struct Piece {
    var bytes: UnsafeBufferPointer<UInt8>
    var endsLine: Bool
    var hasQuote: Bool
  }

  private let text: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var nextLineFeed: Int
  private var nextCarriageReturn: Int
  private var nextQuote: Int

  init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text
    nextLineFeed = Self.find(ASCII.lineFeed, in: text, from: 0)
    nextCarriageReturn = Self.find(ASCII.carriageReturn, in: text, from: 0)
    nextQuote = Self.find(ASCII.quote, in: text, from: 0)
  }

  /// Returns the next piece with its line end, or nil at the end of the block.
  mutating func next() -> Piece? {
    guard position < text.count else { return nil }
    let lineEnd = min(nextLineFeed, nextCarriageReturn)
    var after = min(lineEnd + 1, text.count)
    if lineEnd == nextCarriageReturn, after == nextLineFeed, after < text.count { after += 1 }
    defer { advance(to: after) }
    return Piece(
      bytes: UnsafeBufferPointer(rebasing: text[position..<after]),
      endsLine: lineEnd < text.count,
      hasQuote: nextQuote < after
    )
  }

  private mutating func advance(to newPosition: Int) {
    position = newPosition
    if nextLineFeed < position {
      nextLineFeed = Self.find(ASCII.lineFeed, in: text, from: position)
    }
    if nextCarriageReturn < position {
      nextCarriageReturn = Self.find(ASCII.carriageReturn, in: text, from: position)
    }
    if nextQuote < position { nextQuote = Self.find(ASCII.quote, in: text, from: position) }
  }

  /// Returns the position of the byte, or the length of the text if the byte is not found.
  private static func find(
    _ byte: UInt8,
    in text: UnsafeBufferPointer<UInt8>,
    from position: Int
  ) -> Int {
    guard let start = text.baseAddress,
      let found = memchr(start + position, Int32(byte), text.count - position)
    else { return text.count }
    return UnsafeRawPointer(found) - UnsafeRawPointer(start)
  }
}
