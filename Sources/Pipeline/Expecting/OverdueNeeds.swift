import Configuration
import MorningPage
import SafeText
import ServiceLayer

/// Order lines and batches that have been waiting or late for longer than the configuration allows.
struct OverdueNeeds {
  let limits: NoticeLimits
  let run: Run
  let runs: any RunLedger

  /// The needs of the run whose reports are being written.
  func needs(_ facts: NightFacts) throws -> [Need] {
    try [
      waiting(facts.waiting.lines(upTo:)), late(facts.late.overdue, facts.late.late.first.first),
    ].compactMap(\.self)
  }

  /// The same needs, computed afterwards; they are the same until a later run imports.
  func needs(_ answers: any AnswerSource) throws -> [Need] {
    var overdue = LateBatches()
    if let days = limits.lateDays {
      let day = UTCTime.day(run.started - (days - 1) * UTCTime.secondsOfADay)
      overdue = try answers.lateBatches(before: day, naming: 1)
    }
    return try [
      waiting(answers.linesWaiting(upTo:)), late(overdue.batches, overdue.first.first),
    ].compactMap(\.self)
  }

  private func waiting(_ linesUpTo: (_ run: Int) throws -> Int) throws -> Need? {
    guard let days = limits.waitingDays else { return nil }
    // Days are calendar days, as for nights; the hour does not matter.
    let today = run.started / UTCTime.secondsOfADay
    let lines = try linesUpTo(
      runs.lastRun(startedBefore: (today - days + 1) * UTCTime.secondsOfADay)
    )
    guard lines > 0 else { return nil }
    let verb = lines == 1 ? "has waited" : "have waited"
    return Need(
      .overdue,
      "\(counted(lines, "order line")) \(verb) for \(counted(days, "day")) or more",
      remedy: "buy stock, or have them cancelled; backorders.csv has each, with since when"
    )
  }

  private func late(_ overdue: Int, _ first: BatchToday?) -> Need? {
    guard let days = limits.lateDays, overdue > 0, let first else { return nil }
    let batches = overdue == 1 ? "1 batch is" : "\(overdue) batches are"
    return Need(
      .overdue,
      """
      \(batches) late by \(counted(days, "day")) or more: '\(shownValue(first.reference.utf8))' \
      \(overdue == 1 ? "was due" : "first, due") on \(first.eta ?? "")
      """,
      remedy: "an etas file reports what has arrived, with an empty eta, or gives a new day"
    )
  }
}
