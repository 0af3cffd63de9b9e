/// The probable encoding of text that is not UTF-8, guessed from its bytes.
enum EncodingGuess: String {
  /// One byte for each letter that is not ASCII.
  case windows1252 = "it looks like Windows-1252, which Excel calls CSV"
  /// Letters that are not ASCII take two bytes each.
  case chinese = "it looks like GBK, Big5 or Shift-JIS"
  case unknown = "its encoding is unknown"

  /// Nil if the bytes are UTF-8.
  init?(_ bytes: some Collection<UInt8>) {
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    var pairs = 0
    var singles = 0
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      guard byte >= 0x80 else { continue }
      if let next = rest.first, byte > 0x80, byte < 0xFF, next >= 0x80 {
        rest.removeFirst()
        pairs += 1
      } else {
        singles += 1
      }
    }
    switch (pairs, singles) {
    case (2..., 0): self = .chinese
    case (0, _): self = .windows1252
    default: self = .unknown
    }
  }
}
