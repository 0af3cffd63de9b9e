/// What databases and scripts write for a missing value.
enum PlaceholderWord {
  static func isOne(_ text: String) -> Bool { words.contains(text.lowercased()) }

  /// As `isOne`, for a cell of any length and any bytes.
  static func isOne(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    cell.count <= 5 && isOne(String(decoding: cell, as: UTF8.self))
  }

  private static let words: Set = [
    "null", "\\n", "none", "nil", "nan", "nat", "n/a", "#n/a", "na", "-", "--", "?",
  ]
}
