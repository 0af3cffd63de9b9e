/// UTF-8 text that some program has read as Windows-1252: `CafÃ©` for `Café`.
enum Mojibake {
  /// The original text; nil if it is not such a text.
  static func repaired(_ text: String) -> String? {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return nil }
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if scalar.value < 0x80 || (0xA0...0xFF).contains(scalar.value) {
        bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      } else if let place = windows.firstIndex(of: scalar) {
        bytes.append(0x80 + UInt8(place))
      } else {
        return nil
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  /// The characters of Windows-1252 from 0x80 to 0x9F; five of these bytes stand for none.
  private static let windows = Array(
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars
  )
}
