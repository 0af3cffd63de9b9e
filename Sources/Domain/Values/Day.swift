/// A calendar day, without a time and without a time zone.
///
/// An eta is a day, not a moment: in another time zone, a moment can be a different day.
package struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// `yyyymmdd` as one number, so that days compare as numbers do.
  private let packed: Int32

  package var year: Int { Int(packed) / 10_000 }
  package var month: Int { Int(packed) / 100 % 100 }
  package var day: Int { Int(packed) % 100 }

  /// Makes a day of the years 1 to 9999; nil if there is no such day.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.length(ofMonth: month, year: year)
    else { return nil }
    packed = Int32(year * 10_000 + month * 100 + day)
  }

  /// Reads `YYYY-MM-DD` in ASCII digits; nil for anything else, and for a day that does not exist.
  package init?(_ text: some Sequence<UInt8>) {
    var digits = 0
    var count = 0
    for byte in text {
      if count == 4 || count == 7 {
        guard byte == UInt8(ascii: "-") else { return nil }
      } else {
        guard count < 10, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else { return nil }
        digits = digits * 10 + Int(byte - UInt8(ascii: "0"))
      }
      count += 1
    }
    guard count == 10 else { return nil }
    self.init(year: digits / 10_000, month: digits / 100 % 100, day: digits % 100)
  }

  /// Why a text is not a valid eta.
  package enum Fault: Error, Equatable, Sendable {
    case notUTF8
    case lineBreak
    case notADate
  }

  /// Reads a day from outside: `YYYY-MM-DD`, 1900 or later.
  ///
  /// A midnight may follow it (`T00:00:00`, ` 00:00`, `T00:00:00.000Z`), since databases and
  /// scripts export days that way.
  package init(reading text: UnsafeBufferPointer<UInt8>) throws(Fault) {
    let text = text.withoutOuterBlanks
    guard let day = Day(text.prefix(10)), day.year >= 1900, text.dropFirst(10).isMidnight else {
      if text.contains(where: { $0 == 0x0A || $0 == 0x0D }) { throw .lineBreak }
      throw String(validating: text, as: UTF8.self) == nil ? .notUTF8 : .notADate
    }
    self = day
  }

  package static func < (left: Day, right: Day) -> Bool { left.packed < right.packed }

  /// `YYYY-MM-DD`.
  package var description: String {
    String(unsafeUninitializedCapacity: 10) { text in
      var rest = Int(packed)
      for place in (0..<10).reversed() {
        if place == 4 || place == 7 {
          text.initializeElement(at: place, to: UInt8(ascii: "-"))
        } else {
          text.initializeElement(at: place, to: UInt8(ascii: "0") + UInt8(rest % 10))
          rest /= 10
        }
      }
      return 10
    }
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
  /// Whether this is empty, or a midnight in UTC or without a time zone.
  fileprivate var isMidnight: Bool {
    guard let separator = first else { return true }
    guard separator == UInt8(ascii: "T") || separator == UInt8(ascii: " ") else { return false }
    var time = String(decoding: dropFirst(), as: UTF8.self)[...]
    for zone in ["Z", "+00:00", "+0000"] where time.hasSuffix(zone) {
      time = time.dropLast(zone.count)
      break
    }
    guard time.hasPrefix("00:00") else { return false }
    let seconds = time.dropFirst(5)
    guard !seconds.isEmpty else { return true }
    guard seconds.hasPrefix(":00") else { return false }
    let fraction = seconds.dropFirst(3)
    guard !fraction.isEmpty else { return true }
    return fraction.first == "." && fraction.count > 1
      && fraction.dropFirst().allSatisfy { $0 == "0" }
  }
}
