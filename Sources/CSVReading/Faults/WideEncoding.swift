/// An encoding with two or four bytes per character, which libcsv would read as cells full of
/// zeros.
package enum WideEncoding: String, Sendable {
  case utf16 = "UTF-16"
  case utf32 = "UTF-32"

  /// Recognises the encoding by its byte-order mark, or by the positions of the zeros in ASCII
  /// text.
  package init?(firstBytes: some Collection<UInt8>) {
    let four = Array(firstBytes.prefix(4))
    switch (four, four.map { $0 == 0 }) {
    case ([0xFF, 0xFE, 0, 0], _), ([0, 0, 0xFE, 0xFF], _),
      (_, [false, true, true, true]), (_, [true, true, true, false]):
      self = .utf32
    case (_, [false, true, false, true]), (_, [true, false, true, false]):
      self = .utf16
    default:
      guard four.starts(with: [0xFF, 0xFE]) || four.starts(with: [0xFE, 0xFF]) else { return nil }
      self = .utf16
    }
  }
}
