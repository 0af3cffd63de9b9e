/// The line that shows a person the current phase of a run, once the phase takes over two seconds.
package struct ProgressText: Sendable {
  private static let patience = Duration.seconds(2)

  private struct Rows {
    let progress: Progress
    let at: Duration
  }

  private var phase = ""
  private var began = Duration.zero
  /// The first and the last report of progress in this phase.
  private var first: Rows?
  private var last: Rows?

  package init() {}

  /// Notes that a phase begins.
  package mutating func enter(_ phase: RunPhase, at now: Duration) {
    self.phase = phase.text
    began = now
    (first, last) = (nil, nil)
  }

  /// Notes how many rows of a file are done.
  package mutating func note(_ progress: Progress, at now: Duration) {
    let rows = Rows(progress: progress, at: now)
    first = first ?? rows
    last = rows
  }

  /// What to show; nil while the phase is still short.
  package func line(at now: Duration) -> String? {
    guard !phase.isEmpty, now - began >= Self.patience else { return nil }
    guard let first, let last else { return "\(phase), \((now - began).components.seconds) s" }
    let (done, rows) = (last.progress.doneRows, last.progress.rows)
    let text = "\(last.progress.file): \(done) of \(rows) rows"
    let seconds = (last.at - first.at).inSeconds
    guard seconds > 0, done < rows else { return text }
    let rate = max(1, Double(done - first.progress.doneRows) / seconds)
    return "\(text), \(Int(rate)) a second, \(Int(Double(rows - done) / rate)) s left"
  }
}
