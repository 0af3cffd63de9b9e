import Configuration
import SafeText
import ServiceLayer

/// Judges one expectation by the files that came.
///
/// The result depends only on the ledger and the configuration, not on a clock.
struct ExpectationJudgement {
  let expectation: Expectation
  let localTime: LocalTime
  let tonight: ExpectedNight
  /// Newest first.
  let earlier: [ExpectedNight]
  /// The last run before tonight in which such a file came.
  var lastRun: String?

  /// How many earlier nights are needed to know what is usual.
  static let leastNights = 5

  /// One result for each configured check.
  var results: [ExpectationResult] {
    [missing, rows, duplicate].compactMap(\.self)
  }

  private var file: String { expectation.shownFile }

  private func isDue(_ night: ExpectedNight) -> Bool {
    expectation.isDue(on: localTime.day(night.started), localTime.weekday(night.started))
  }

  // MARK: - Whether it came

  private var missing: ExpectationResult? {
    guard let state = expectation.missing.state else { return nil }
    guard isDue(tonight) else {
      return ExpectationResult(file: file, .missing, reason: "not expected today")
    }
    guard tonight.came.isEmpty else { return ExpectationResult(file: file, .missing) }
    if let held = tonight.arrivals.last {
      return ExpectationResult(
        file: file,
        .missing,
        state,
        reason: "\(file) was expected, and \(held.name.displayed) is held in the inbox",
        remedy: "see why it is held, and run it again"
      )
    }
    return ExpectationResult(
      file: file,
      .missing,
      state,
      reason: "\(file) was expected, and did not come: "
        + (lastRun.map { "it came last in run \($0)" } ?? "it never came"),
      remedy: "ask \(sender) for it, drop it, and run it again"
    )
  }

  private var sender: String { expectation.sender ?? "the person who drops it" }

  // MARK: - How many rows it has

  private var rows: ExpectationResult? {
    guard let rule = expectation.rows else { return nil }
    guard let rows = tonight.rows else {
      return ExpectationResult(file: file, .rows, reason: "no file to compare")
    }
    let weekday = localTime.weekday(tonight.started)
    let usual = earlier.lazy.filter {
      !rule.isSameWeekday || localTime.weekday($0.started) == weekday
    }.compactMap(\.rows).prefix(rule.nights).sorted()
    guard usual.count >= Self.leastNights else {
      return ExpectationResult(
        file: file,
        .rows,
        reason: "too few nights: \(usual.count) of \(Self.leastNights)"
      )
    }
    // Twice the median, because the median may be between two numbers.
    let twice = usual[usual.count / 2] + usual[(usual.count - 1) / 2]
    let least = (twice * (100 - rule.percent) + 199) / 200
    let most = twice * (100 + rule.percent) / 200
    let median = twice.isMultiple(of: 2) ? "\(twice / 2)" : "\(twice / 2).5"
    let nights = "\(usual.count) nights" + (rule.isSameWeekday ? " of this weekday" : "")
    let told = "\(counted(rows, "row")); usual are \(median), the median of \(nights)"
    guard !(least...most).contains(rows) else {
      return ExpectationResult(file: file, .rows, reason: told)
    }
    return ExpectationResult(
      file: file,
      .rows,
      .human,
      reason: "\(file) has \(told): it should be \(least) to \(most)",
      remedy: rows < least
        ? "check that it is complete, and drop what is missing"
        : "check whether rows are in it twice"
    )
  }

  // MARK: - Whether it is new

  private var duplicate: ExpectationResult? {
    guard let state = expectation.duplicate.state else { return nil }
    // A file that a later run of the night took makes up for it.
    let last = tonight.taken.last?.run ?? 0
    guard let again = tonight.duplicates.first(where: { $0.run >= last }) else {
      return ExpectationResult(file: file, .duplicate)
    }
    let first = again.first.map { ": the same came as \($0.name.displayed) in run \($0.runName)" }
    return ExpectationResult(
      file: file,
      .duplicate,
      state,
      reason: "\(again.name.displayed) brought nothing new" + (first ?? ""),
      remedy: "ask \(sender) for the file of this night, drop it, and run it again"
    )
  }
}

extension Expectation.Level {
  /// The result of a check that did not pass; nil if the check is switched off.
  fileprivate var state: ExpectationResult.State? {
    switch self {
    case .human: .human
    case .warn: .warn
    case .ignore: nil
    }
  }
}
