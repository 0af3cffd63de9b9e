extension UnsafeBufferPointer<UInt8> {
  /// The cell without the ASCII spaces and tabs around it.
  ///
  /// libcsv trims only unquoted cells. All are trimmed here, so that quotes do not change the
  /// meaning of a cell.
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
