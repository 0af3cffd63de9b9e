extension UnsafeBufferPointer<UInt8> {
  /// The cell without the ASCII spaces and tabs around it.
  ///
  /// libcsv trims them from unquoted cells only; trimming all of them keeps quotes from
  /// changing what a cell means.
  package var trimmed: Self {
    var first = startIndex
    var last = endIndex
    while first < last, Self.isBlank(self[first]) { first += 1 }
    while first < last, Self.isBlank(self[last - 1]) { last -= 1 }
    return Self(rebasing: self[first..<last])
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == ASCII.space || byte == ASCII.tab
  }
}
