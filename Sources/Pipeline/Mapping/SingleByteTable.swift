import ServiceLayer

/// The upper half of an encoding with one byte per character.
///
/// An undefined byte of Windows-1252 becomes the control character with that number, as in
/// browsers. A cell with one is rejected, and handed back unchanged.
struct SingleByteTable {
  /// The UTF-8 of the bytes from 0x80 on.
  let utf8: [[UInt8]]
  private let bytes: [Unicode.Scalar: UInt8]

  init(_ encoding: FileReading.TextEncoding) {
    let scalars = (0x80...0xFF).map { (byte: Int) -> Unicode.Scalar in
      let code = encoding == .windows1252 && byte < 0xA0 ? Self.windows1252[byte - 0x80] : 0
      return Unicode.Scalar(code == 0 ? UInt32(byte) : code) ?? "\u{FFFD}"
    }
    utf8 = scalars.map { Array(String($0).utf8) }
    bytes = Dictionary(uniqueKeysWithValues: scalars.enumerated().map { ($1, UInt8($0 + 0x80)) })
  }

  /// A text in the encoding, with `?` for characters that it does not have.
  func encode(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { scalar in
      scalar.isASCII ? UInt8(truncatingIfNeeded: scalar.value) : bytes[scalar] ?? UInt8(ascii: "?")
    }
  }

  /// The characters of 0x80 to 0x9F; 0 for undefined bytes.
  private static let windows1252: [UInt32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
    0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
  ]
}
