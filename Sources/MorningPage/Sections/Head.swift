import ServiceLayer

/// The head of the page: whether somebody must do something, and whether the page is the newest.
struct Head {
  let title: String
  let sign: String
  /// The class that colours the verdict.
  let tone: String
  let verdict: String
  let night: String
  let lead: String
  let stale: String

  init(_ morning: Morning) {
    let count = morning.todos.count
    let here = morning.localTime
    let day = DayInWords.short(here.shifted(morning.started)).replacing("\u{A0}", with: " ")
    sign = count == 0 ? "✓" : "✗"
    tone = count == 0 ? "good" : "bad"
    title = count == 0 ? "✓ allot, \(day)" : "✗ \(count) to do – allot, \(day)"
    verdict =
      switch count {
      case 0: "Nothing needs a person."
      case 1: "One thing needs a person."
      default: "\(count.grouped) things need a person."
      }
    night = DayInWords.long(here.shifted(morning.started))
    let rows = morning.numbers.rows
    let waiting = morning.numbers.waitingLines
    let read = """
      \(grouped(rows.sum, "row")) read, \(rows.applied.grouped) took effect, \
      \(rows.rejected.grouped) refused.
      """
    let waits = "\(grouped(waiting, "order line")) \(waiting == 1 ? "waits" : "wait")."
    lead =
      "\(rows.sum == 0 ? "No row was read." : read) \(waiting == 0 ? "No order waits." : waits)"
    stale = Self.stale(morning.started, here)
  }

  /// If a page is the newest one for too long, it says so itself: a night has at most 28 hours.
  private static func stale(_ started: Int, _ here: LocalTime) -> String {
    let due = here.shifted(started + 28 * 3600)
    let zone = here == .utc ? "UTC" : "(\(here.name))"
    let hour = due % UTCTime.secondsOfADay / 3600
    return """
      If it is after \(hour < 10 ? "0" : "")\(hour):00\u{A0}\(zone) on \(DayInWords.long(due)) and this \
      is the newest page, last night did not run.
      """
  }
}

/// The foot of the page.
struct Foot {
  let run: String
  let version: String
  let covered: String

  init(_ morning: Morning) {
    run = morning.run
    version = morning.version
    covered =
      morning.runs == 1
      ? "" : "It covers \(morning.runs) runs, which began within 20 hours of each other."
  }
}
