import Pipeline
import SafeText
import ServiceLayer

/// The summary of a night in one line, the first of the mail from cron and of the log.
///
/// For example: `allot 24 Nov: 21 448 taken, 50 refused in 50 files (qty is not a whole number), 16
/// wait`.
struct Headline {
  /// The interrupted runs that were finished first, and the newest run.
  private let summaries: [RunSummary]

  init(_ summaries: [RunSummary]) { self.summaries = summaries }

  var text: String {
    let parts = [taken, refused, failed, waiting, missing, unusual, others, interrupted]
      .compactMap(\.self)
    return "allot \(day): \(parts.joined(separator: ", "))"
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The date on which the newest run began, in the time zone of the readers.
  private var day: String {
    guard let newest = summaries.last, let started = RunName.started(newest.run) else { return "" }
    let parts = newest.localTime.day(started).split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, Self.months.indices.contains(parts[1] - 1) else { return "" }
    return "\(parts[2]) \(Self.months[parts[1] - 1])"
  }

  private var files: [RunSummary.File] { summaries.flatMap(\.files) }

  /// How many rows were taken; a night without files has none.
  private var taken: String? {
    let taken = summaries.reduce(0) { $0 + $1.counts.applied + $1.counts.unchanged }
    if summaries.allSatisfy({ $0.command == "report" }) { return "reports written" }
    let came = files.contains { $0.state != "ignored" }
    return came ? "\(grouped(taken)) taken" : "no file came"
  }

  private var refused: String? {
    let rows = summaries.reduce(0) { $0 + $1.counts.rejected }
    guard rows > 0 else { return nil }
    let refusing = files.filter { $0.rejected > 0 }.count
    var text = "\(grouped(rows)) refused in \(grouped(refusing, "file"))"
    var reasons: [String] = []
    for reason in summaries.flatMap(\.rejectionReasons) where !reasons.contains(reason) {
      reasons.append(reason)
    }
    guard let first = reasons.first else { return text }
    let more = reasons.count - 1
    text += more > 0 ? " (\(first), and \(counted(more, "other reason")))" : " (\(first))"
    return text
  }

  private var failed: String? {
    let failed = files.filter { $0.state == "failed" }.count
    return failed > 0 ? "\(grouped(failed, "file")) not imported" : nil
  }

  private var waiting: String? {
    let rows = summaries.reduce(0) { $0 + $1.counts.deferred }
    return rows > 0 ? "\(grouped(rows)) \(rows == 1 ? "waits" : "wait")" : nil
  }

  /// The expectations that need a human.
  private var unmet: [ExpectationResult] {
    summaries.filter { $0.command == "run" }.flatMap(\.expectations).filter { $0.state == .human }
  }

  private var missing: String? {
    let files = Set(unmet.filter { $0.check == .missing }.map(\.file)).count
    return files > 0 ? "\(grouped(files, "expected file")) did not come" : nil
  }

  private var unusual: String? {
    let files = Set(unmet.filter { $0.check != .missing }.map(\.file)).count
    return files > 0 ? "\(grouped(files, "expected file")) not as usual" : nil
  }

  /// What the headline counts in a part of its own.
  private static let ownKinds: Set<Need.Kind> = [.rejected, .failed, .deferred, .expectation]

  /// How many other things need a human.
  private var others: String? {
    let kinds = summaries.flatMap(\.needs).map(\.kind)
    let more = kinds.filter { !Self.ownKinds.contains($0) }.count
    guard more > 0 else { return nil }
    return "\(grouped(more, kinds.count > more ? "more thing" : "thing")) to look at"
  }

  private var interrupted: String? {
    let earlier = summaries.count - 1
    guard earlier > 0 else { return nil }
    return "\(counted(earlier, "interrupted run")) finished first"
  }
}

/// A number with its digits grouped, `21 448`.
private func grouped(_ number: Int) -> String {
  let digits = Array(String(number))
  return digits.indices.map { index in
    let isGroup = index > 0 && (digits.count - index).isMultiple(of: 3)
    return (isGroup ? " " : "") + String(digits[index])
  }.joined()
}

private func grouped(_ number: Int, _ thing: String) -> String {
  "\(grouped(number)) \(thing)\(number == 1 ? "" : "s")"
}
