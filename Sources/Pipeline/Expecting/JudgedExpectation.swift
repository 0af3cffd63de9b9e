import Configuration
import MorningPage
import ServiceLayer

/// One expectation with the nights in which its file should have come, and the results of its
/// checks.
struct JudgedExpectation {
  private let expectation: Expectation
  private let localTime: LocalTime
  /// Newest first.
  private let nights: [ExpectedNight]
  private let lastSeen: Int?
  /// Empty if the run does not belong to a night.
  let results: [ExpectationResult]

  /// How many nights are shown of each file.
  private static let shownNights = 14

  /// Judges an expectation.
  ///
  /// `taken` is the newest taken arrival among those considered. If there is none, `before` is when
  /// one was last taken, in seconds since 1970.
  init(
    _ expectation: Expectation,
    nights: [ExpectedNight],
    taken: Arrival?,
    before: Int?,
    _ localTime: LocalTime,
    isOfANight: Bool
  ) {
    self.expectation = expectation
    self.nights = nights
    self.localTime = localTime
    lastSeen = taken?.started ?? before
    guard isOfANight, let tonight = nights.first else {
      results = []
      return
    }
    results =
      ExpectationJudgement(
        expectation: expectation,
        localTime: localTime,
        tonight: tonight,
        earlier: Array(nights.dropFirst()),
        lastRun: taken?.runName ?? before.map(UTCTime.compact)
      ).results
  }

  /// What the morning page shows of the file.
  var file: ExpectedFile {
    let faults = results.filter { $0.state != .pass }
    return ExpectedFile(
      file: expectation.shownFile,
      isFaulty: !faults.isEmpty,
      reason: faults.map(\.reason).joined(separator: "; "),
      lastSeen: lastSeen,
      nights: nights.prefix(Self.shownNights).reversed().map {
        ExpectedFile.Night(started: $0.started, mark: mark(of: $0))
      }
    )
  }

  private func mark(of night: ExpectedNight) -> ExpectedFile.Mark {
    if !night.taken.isEmpty { return .came }
    if !night.came.isEmpty { return .unread }
    return expectation.isDue(on: localTime.day(night.started), localTime.weekday(night.started))
      ? .missing : .notDue
  }
}
