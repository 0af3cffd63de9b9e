import Configuration
import ServiceLayer

/// A file that should come, and the next day on which it is due.
package struct NextExpected: Equatable, Sendable, Encodable {
  /// The pattern of its names.
  package let file: String
  /// The first day on which it should come after the last night, `YYYY-MM-DD`; nil if there is none
  /// within a year.
  package let next: String?
  package let weekday: String?
  /// The start of the last run that took one, in UTC; nil if none did.
  package let lastCame: String?

  /// The answer for a person at a terminal.
  package var text: String {
    let last = lastCame.map { "came last in run \($0)" } ?? "never came"
    guard let next, let weekday else { return "\(file), on no day of the next year; \(last)" }
    return "\(file), \(weekday) \(next); \(last)"
  }
}

extension Answers {
  /// When each file that should come is due next, counted from the last night.
  func nextExpected(_ configuration: Configuration) throws -> [NextExpected] {
    guard let newest, !configuration.expectations.isEmpty else { return [] }
    let files = try ExpectedFiles(configuration, at: newest, in: store.nights)
    let seen = files.lastSeen
    let lastNight = files.lastNight ?? newest.started
    return configuration.expectations.map { expectation in
      // At noon, a change to or from summer time does not change the day.
      let noon = configuration.localTime.shifted(lastNight) / 86_400 * 86_400 + 43_200
      let next = (1...366).map { noon + $0 * 86_400 }.first {
        expectation.isDue(on: UTCTime.day($0), Weekday(ofUTC: $0))
      }
      return NextExpected(
        file: expectation.shownFile,
        next: next.map(UTCTime.day),
        weekday: next.map { Weekday(ofUTC: $0).rawValue },
        lastCame: seen.first { $0.file == expectation.shownFile }.map {
          UTCTime.compact($0.started)
        }
      )
    }
  }
}
