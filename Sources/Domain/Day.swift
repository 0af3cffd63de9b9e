/// A day of the calendar, with no clock and no time zone.
///
/// An eta is a day, not a moment: a moment would fall on another day elsewhere.
package struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// `yyyymmdd` as one number, so that days sort as numbers.
  private let packed: Int32

  package var year: Int { Int(packed) / 10_000 }
  package var month: Int { Int(packed) / 100 % 100 }
  package var day: Int { Int(packed) % 100 }

  /// A day that exists, from the year 1 to 9999; otherwise nil.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.length(ofMonth: month, year: year)
    else { return nil }
    packed = Int32(year * 10_000 + month * 100 + day)
  }

  /// Reads `YYYY-MM-DD`, ASCII digits alone; anything else, or a day that does not exist, is nil.
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
