import ServiceLayer

/// What the upper half of the bytes stands for in an encoding of one byte to a character.
///
/// A byte of Windows-1252 that stands for nothing becomes the control character of that number, as
/// browsers have it: a cell with one is refused, and is given back as it came.
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

  /// A text in the encoding, with `?` for what it has no byte for.
  func encode(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { scalar in
      scalar.isASCII ? UInt8(truncatingIfNeeded: scalar.value) : bytes[scalar] ?? UInt8(ascii: "?")
    }
  }

  /// What 0x80 to 0x9F stand for; 0 where nothing does.
  private static let windows1252: [UInt32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
    0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
  ]
}
