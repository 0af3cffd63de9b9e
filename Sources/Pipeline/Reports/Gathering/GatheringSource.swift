import Configuration
import ServiceLayer
import Synchronization

/// Reads the reports of a run, and gathers the facts of its night from them.
final class GatheringSource: Sendable {
  let reports: any ReportSource
  private let run: Run
  private let limits: NoticeLimits
  private let gathered = Mutex(NightFacts())

  init(_ reports: any ReportSource, _ run: Run, _ limits: NoticeLimits) {
    self.reports = reports
    self.limits = limits
    self.run = run
  }

  /// The gathered facts; complete when all reports were read.
  var facts: NightFacts { gathered.withLock { $0 } }

  /// Reads the reports only to gather the facts.
  func readAll() throws {
    try concurrently(ReportTable.allCases) { try read($0, into: NoSink(onNote: take)) }
  }

  /// Reads a report into a sink.
  ///
  /// Of the two longest reports only the notes are needed, and the sink passes those on itself.
  func read(_ table: ReportTable, into sink: any ReportSink) throws {
    switch table {
    case .backorders: try watch(table, WaitingFacts(), sink) { $0.waiting = $1 }
    case .shortages: try watch(table, ShortFacts(), sink) { $0.short = $1 }
    case .stock:
      let late = LateFacts(started: run.started, mostDays: limits.lateDays)
      try watch(table, late, sink) { $0.late = $1 }
    case .allocations, .changes, .rejects, .open: try reports.read(table, for: run, into: sink)
    }
  }

  func take(_ note: ReportNote) {
    gathered.withLock { facts in
      switch note {
      case .orders(let orders): facts.orders = orders
      case .changes(let changes): facts.changes = changes
      case .waits: break
      }
    }
  }

  private func watch<Watcher: RowWatcher & Sendable>(
    _ table: ReportTable,
    _ watcher: Watcher,
    _ sink: any ReportSink,
    _ keep: (inout NightFacts, Watcher) -> Void
  ) throws {
    let watched = WatchedSink(watcher, passingTo: sink)
    try reports.read(table, for: run, into: watched)
    let watcher = watched.watcher
    gathered.withLock { keep(&$0, watcher) }
  }
}
