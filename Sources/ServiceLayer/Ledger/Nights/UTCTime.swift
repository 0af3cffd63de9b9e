/// Moments as seconds since 1970, read and written in UTC without a clock or a time zone database.
package enum UTCTime {
  package static let secondsOfADay = 86_400

  /// `YYYY-MM-DD`, the day of a moment in UTC; the archive has a folder for each.
  package static func day(_ seconds: Int) -> String {
    let (year, month, day) = date(seconds)
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// Reads `2026-11-23T02:00:00Z`, or the short form that names a run; only UTC.
  ///
  /// - Returns: Seconds since 1970; nil for anything else.
  package static func seconds(_ text: String) -> Int? {
    let digits = text.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard digits.count == 14, let number = Int(String(decoding: digits, as: UTF8.self)) else {
      return nil
    }
    let time = number % 1_000_000
    let (hour, minute, second) = (time / 10_000, time / 100 % 100, time % 100)
    let day = number / 1_000_000
    guard hour < 24, minute < 60, second < 60 else { return nil }
    let seconds =
      days(year: day / 10_000, month: day / 100 % 100, day: day % 100) * 86_400
      + hour * 3600 + minute * 60 + second
    let short = compact(seconds)
    let long =
      Self.day(seconds) + "T" + padded(hour, 2) + ":" + padded(minute, 2) + ":"
      + padded(second, 2) + "Z"
    // A text that is not written back the same way was not a real moment, or had another format.
    return text == short || text == long ? seconds : nil
  }

  /// Days since 1970 of a Gregorian date.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted.floored(to: 400) / 400
    let ofEra = shifted - era * 400
    let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
  }

  /// The short form that names a run: `20261123T020000Z`.
  package static func compact(_ seconds: Int) -> String {
    let (year, month, day) = date(seconds)
    let ofDay = seconds - seconds.floored(to: 86_400)
    return padded(year, 4) + padded(month, 2) + padded(day, 2) + "T" + padded(ofDay / 3600, 2)
      + padded(ofDay / 60 % 60, 2) + padded(ofDay % 60, 2) + "Z"
  }

  /// The Gregorian date of a moment, by counting days in eras of 400 years.
  private static func date(_ seconds: Int) -> (year: Int, month: Int, day: Int) {
    // Day 0 is 0000-03-01: then leap days come last in a year and in an era.
    let days = seconds.floored(to: 86_400) / 86_400 + 719_468
    let era = days.floored(to: 146_097) / 146_097
    let ofEra = days - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * ofYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (
      year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month: month,
      day: ofYear - (153 * shifted + 2) / 5 + 1
    )
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Int {
  /// The largest multiple of the step that is not greater than this number.
  fileprivate func floored(to step: Int) -> Int {
    let rest = self % step
    return self - (rest < 0 ? rest + step : rest)
  }
}
