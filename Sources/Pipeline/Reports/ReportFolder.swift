import CSVReading
import FileSystem
import ServiceLayer
import SystemPackage

/// Writes the reports of a run into a folder of their own, and publishes it by one rename.
struct ReportFolder {
  let store: any Store
  let folders: Folders
  let run: Run
  let reached: (Step) -> Void

  /// Writes all reports, swings `latest`, and removes the oldest reports.
  ///
  /// `seconds` says how long it took so far; it is asked when `summary.json` is written.
  func publish(_ summary: inout RunSummary, seconds: () -> Double) throws {
    guard let name = FilePath.Component(run.name) else { return }
    let target = folders.reports.appending(name)
    summary.reports = run.name
    summary.reportsPath = target
    if try !exists(target) {
      let draft = ReportDraft(
        folder: folders.reports.appending(partName(for: name)),
        run: run,
        source: store.reports
      )
      try makeFolder(draft.folder)
      // The two long tables come first: each has a core of its own, where there are two.
      try concurrently(ReportTable.published, draft.write)
      reached(.reportWritten)
      try draft.write(summary.files)
      reached(.reportWritten)
      summary.durations.reporting = seconds()
      try draft.write(summary)
      reached(.reportWritten)
      if try publishFolder(draft.folder, at: target) == .taken { try removeFolder(draft.folder) }
      reached(.reportsPublished)
    }
    try swingLink(at: folders.reports.appending("latest"), to: FilePath(run.name))
    reached(.latestSwung)
    try store.ledger.publish(run)
    reached(.publicationNoted)
    try removeOld()
    reached(.oldReportsRemoved)
  }

  /// Removes the oldest of the reports in this folder; those that were published elsewhere do not
  /// count here.
  private func removeOld() throws {
    let published = try store.ledger.publishedRuns()
      .filter { folders.asNoted(in: $0.settings).reports == folders.reports }
    for run in published.dropFirst(run.settings.keepReports) {
      guard let name = FilePath.Component(run.name) else { continue }
      let old = folders.reports.appending(name)
      guard try exists(old) else { continue }
      // Hidden first: a reader sees whole reports or none.
      let hidden = folders.reports.appending(partName(for: name))
      guard try renameWithoutReplacing(from: old, to: hidden) == .done else { continue }
      reached(.oldReportHidden)
      try removeFolder(hidden)
    }
  }
}
