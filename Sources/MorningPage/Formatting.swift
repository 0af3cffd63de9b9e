import ServiceLayer

extension Int {
  /// With a narrow space between thousands: `21 448`.
  var grouped: String {
    let digits = String(magnitude)
    var shown = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place).isMultiple(of: 3) { shown += "\u{202F}" }
      shown.append(digit)
    }
    return self < 0 ? "\u{2212}" + shown : shown
  }
}

/// A number with its noun, like `counted` of SafeText, with thousands grouped: `21 448 rows`.
func grouped(_ number: Int, _ noun: String) -> String {
  "\(number.grouped)\u{A0}\(noun)\(number == 1 ? "" : "s")"
}

extension String {
  /// Shortened to fit a cell of the page, by characters and by the bytes of the escaped text.
  func cut(_ most: Int) -> String {
    var bytes = 0
    var kept = ""
    for (place, character) in enumerated() {
      bytes += character.bytesInHTML
      guard place < most, bytes <= 2 * most else { return kept + "…" }
      kept.append(character)
    }
    return kept
  }
}

extension String {
  /// Nil if the text is empty; the template omits nil.
  var orNil: String? { isEmpty ? nil : self }
}

extension Character {
  /// Its size in bytes after HTML escaping.
  fileprivate var bytesInHTML: Int {
    switch self {
    case "<", ">": 4
    case "&", "'": 5
    case "\"": 6
    default: utf8.count
    }
  }
}

/// A day in words, without a locale, and in UTC unless a `LocalTime` is given.
enum DayInWords {
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// `1 July 1998`, of a moment in seconds since 1970.
  static func long(_ seconds: Int) -> String { words(UTCTime.day(seconds), monthLength: 99) }

  /// `1 Jul 1998`, of a moment in seconds since 1970.
  static func short(_ seconds: Int) -> String { words(UTCTime.day(seconds), monthLength: 3) }

  /// `1 Jul 1998`, of a day as `YYYY-MM-DD`; a text that is not a day is returned unchanged.
  static func short(day: String) -> String { words(day, monthLength: 3) }

  /// `1 Jul 1998`, of the name of a run.
  static func short(run: String, _ here: LocalTime) -> String {
    UTCTime.seconds(String(run.prefix(16))).map { short(here.shifted($0)) } ?? run
  }

  private static func words(_ day: String, monthLength: Int) -> String {
    let parts = day.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, months.indices.contains(parts[1] - 1) else { return day }
    let month = months[parts[1] - 1].prefix(monthLength)
    return "\(parts[2])\u{A0}\(month)\u{A0}\(parts[0])"
  }
}
