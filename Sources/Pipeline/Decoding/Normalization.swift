@_spi(_Unicode) import Swift

extension String {
  /// The text in NFC, so that what looks the same is the same bytes.
  ///
  /// Swift compares strings by canonical equivalence, SQLite by bytes: only in one form do they
  /// agree on which skus are the same, and in which order. It must be the form that Swift itself
  /// compares by; Foundation's tables are older, and leave some Hangul apart.
  var normalized: String {
    var text = ""
    for scalar in _nfc { text.unicodeScalars.append(scalar) }
    return text
  }
}
