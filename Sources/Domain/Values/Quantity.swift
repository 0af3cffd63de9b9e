/// A number of units read from text: of a batch (0 or more) or of an order line (1 or more).
package struct Quantity: Equatable, Sendable {
  /// The limit, so that sums of millions of quantities stay exact.
  package static let largest = 1_000_000_000

  /// Why a text is not a valid quantity.
  package enum Fault: Error, Equatable, Sendable {
    case notUTF8
    case lineBreak
    case empty
    case notANumber
    /// It is a number, but too small or too large.
    case outOfRange
  }

  package let units: Int

  /// Reads digits, optionally followed by `.0` or `.00`.
  package init(
    reading text: UnsafeBufferPointer<UInt8>,
    atLeast least: Int
  ) throws(Fault) {
    let text = text.withoutOuterBlanks
    guard let units = Self.number(text[...]) ?? Self.number(text.withoutZeroFraction) else {
      throw Self.fault(of: text)
    }
    guard least...Self.largest ~= units else { throw .outOfRange }
    self.units = units
  }

  /// The number that the digits denote, but at most `largest + 1`; nil if there is anything but
  /// digits.
  private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    guard !digits.isEmpty else { return nil }
    var number = 0
    for byte in digits {
      guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else { return nil }
      number = min(number * 10 + Int(byte - UInt8(ascii: "0")), largest + 1)
    }
    return number
  }

  private static func fault(of text: UnsafeBufferPointer<UInt8>) -> Fault {
    if text.isEmpty { return .empty }
    if text.contains(where: { $0 == 0x0A || $0 == 0x0D }) { return .lineBreak }
    if String(validating: text, as: UTF8.self) == nil { return .notUTF8 }
    guard text[0] == UInt8(ascii: "-") else { return .notANumber }
    let size = UnsafeBufferPointer(rebasing: text.dropFirst())
    return number(size[...]) ?? number(size.withoutZeroFraction) == nil ? .notANumber : .outOfRange
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The text before a final `.0` or `.00`; empty if it has no such ending.
  fileprivate var withoutZeroFraction: Slice<Self> {
    let zeros = reversed().prefix { $0 == UInt8(ascii: "0") }.count
    guard (1...2).contains(zeros), count > zeros + 1, self[count - zeros - 1] == UInt8(ascii: ".")
    else { return self[..<0] }
    return self[..<(count - zeros - 1)]
  }
}
