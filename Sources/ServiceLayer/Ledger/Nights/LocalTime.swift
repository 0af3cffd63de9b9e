import Foundation

/// The time zone in which readers of reports see days and weekdays.
///
/// The order of rows in reports never depends on it. Its time zone data are part of the program,
/// not of the machine.
package struct LocalTime: Equatable, Sendable {
  /// The name of the time zone, such as `Europe/Berlin`.
  package let name: String
  /// Nil for UTC.
  private let zone: TimeZone?

  package static let utc = LocalTime()

  private init() { (name, zone) = ("UTC", nil) }

  /// Makes the time zone with exactly this name; nil if there is none.
  package init?(_ name: String) {
    guard name != Self.utc.name else {
      self = .utc
      return
    }
    guard let zone = TimeZone(identifier: name), zone.identifier == name else { return nil }
    (self.name, self.zone) = (name, zone)
  }

  /// The names of the known time zones.
  package static var names: [String] { [utc.name] + TimeZone.knownTimeZoneIdentifiers }

  /// Adds the offset of the time zone to a moment in seconds since 1970.
  package func shifted(_ seconds: Int) -> Int {
    guard let zone else { return seconds }
    return seconds + zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
  }

  /// The day of a moment, `YYYY-MM-DD`.
  package func day(_ seconds: Int) -> String { UTCTime.day(shifted(seconds)) }

  package func weekday(_ seconds: Int) -> Weekday { Weekday(ofUTC: shifted(seconds)) }
}

package enum Weekday: String, CaseIterable, Sendable {
  case mon, tue, wed, thu, fri, sat, sun

  /// The weekday in UTC of a moment in seconds since 1970; 1970-01-01 was a Thursday.
  package init(ofUTC seconds: Int) {
    let ofWeek = (seconds + 3 * UTCTime.secondsOfADay) % (7 * UTCTime.secondsOfADay)
    let week = 7 * UTCTime.secondsOfADay
    self = Self.allCases[(ofWeek + week) % week / UTCTime.secondsOfADay]
  }
}
