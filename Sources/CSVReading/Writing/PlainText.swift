extension UnsafeBufferPointer<UInt8> {
  /// Whether every byte is above the comma, as in nearly all cells: then the cell needs no quotes.
  ///
  /// Eight bytes are checked at once (Anderson, Bit Twiddling Hacks, "a byte less than n").
  @inline(__always)
  var isAboveComma: Bool {
    guard let start = baseAddress, count >= 8 else { return allSatisfy { $0 > ASCII.comma } }
    let bytes = UnsafeRawPointer(start)
    var offset = 0
    while offset < count {
      // The last eight bytes may overlap those before.
      let word = bytes.loadUnaligned(fromByteOffset: Swift.min(offset, count - 8), as: UInt64.self)
      guard (word &- Self.lowest) & ~word & Self.highBits == 0 else { return false }
      offset += 8
    }
    return true
  }

  private static var highBits: UInt64 { 0x8080_8080_8080_8080 }
  /// The first byte that is above the comma, eight times.
  private static var lowest: UInt64 { 0x0101_0101_0101_0101 * UInt64(ASCII.comma + 1) }
}
