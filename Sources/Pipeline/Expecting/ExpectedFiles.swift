package import Configuration
import MorningPage
package import ServiceLayer

/// The files that were expected in a night, and whether they came.
package struct ExpectedFiles: Equatable, Sendable {
  /// In the order of the configuration.
  package let results: [ExpectationResult]
  let files: [ExpectedFile]
  /// When the last night's first run began, in seconds since 1970; nil if there was no night to
  /// judge.
  let lastNight: Int?

  /// When each file was last taken, in seconds since 1970.
  ///
  /// A file that did not come in the last year has no entry.
  package var lastSeen: [(file: String, started: Int)] {
    files.compactMap { file in file.lastSeen.map { (file.file, $0) } }
  }

  /// Files that came longer ago are not looked for.
  private static let secondsOfAYear = 366 * UTCTime.secondsOfADay

  /// Judges the night of a run by the ledger as it was then.
  ///
  /// Only an `allot run` begins a night. For other commands the last night is judged, if it was
  /// recent.
  package init(_ configuration: Configuration, at run: Run, in ledger: any NightLedger) throws {
    let expectations = configuration.expectations
    let localTime = configuration.localTime
    guard let weeks = expectations.map(\.weeksLookedAt).max() else {
      (results, files, lastNight) = ([], [], nil)
      return
    }
    let since = run.started - weeks * 7 * UTCTime.secondsOfADay
    let starts = try ledger.starts(since: since, upTo: run)
    let firsts = ExpectedNight.firsts(starts, since: since)
    let isOfANight = starts.last.map { run.started - $0.started < CoveredRuns.seconds } ?? false
    let arrivals = try Self.sorted(ledger.arrivals(since: since, upTo: run), by: expectations)
    let last =
      try arrivals.allSatisfy { $0.contains { $0.state != .held } }
      ? [:]
      : ledger.lastArrivals(since: run.started - Self.secondsOfAYear, upTo: run)
    let judged = zip(expectations, arrivals).map { expectation, arrivals in
      JudgedExpectation(
        expectation,
        nights: ExpectedNight.all(firsts, arrivals),
        taken: arrivals.last { $0.state != .held },
        before: last.filter { expectation.isAbout($0.key) }.map(\.value).max(),
        localTime,
        isOfANight: isOfANight
      )
    }
    results = judged.flatMap(\.results)
    files = judged.map(\.file)
    lastNight = firsts.last?.started
  }

  /// The arrivals that match each expectation.
  private static func sorted(_ arrivals: [Arrival], by expectations: [Expectation]) -> [[Arrival]] {
    expectations.map { expectation in arrivals.filter { expectation.isAbout($0.name) } }
  }
}

extension Expectation {
  /// How many weeks of files are needed: enough for the nights that are compared, and two more.
  var weeksLookedAt: Int {
    guard let rows else { return 4 }
    // If a missing file is ignored, the weekdays do not say how many files come in a week.
    let perWeek = rows.isSameWeekday || missing == .ignore ? 1 : max(1, weekdays.count)
    return max(4, (rows.nights + perWeek - 1) / perWeek + 2)
  }

  /// Whether a file is an expected one; a corrected rejects file is not.
  package func isAbout(_ name: FileName) -> Bool {
    matches(name) && RejectsFile.firstName(name) == name
  }
}
