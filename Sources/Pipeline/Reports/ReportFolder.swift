import CSVReading
import Configuration
import FileSystem
import ServiceLayer
import SystemPackage

/// Writes the reports of a run into a folder of their own, and publishes it by one rename.
struct ReportFolder {
  let store: any Store
  let folders: Folders
  let run: Run
  let limits: NoticeLimits
  let reached: (Step) -> Void

  /// Writes all reports, moves the link `latest`, and removes the oldest reports.
  ///
  /// `seconds` returns the time that was needed so far; it is called when `summary.json` is
  /// written.
  func publish(_ summary: inout RunSummary, seconds: () -> Double) throws {
    guard let name = FilePath.Component(run.name) else { return }
    let target = folders.reports.appending(name)
    summary.reports = run.name
    summary.reportsPath = target
    let source = GatheringSource(store.reports, run, limits)
    let covered = try CoveredRuns(run, finishedFirst: summary.finishedFirst.map(\.run), in: store)
    if try !target.exists() {
      let draft = ReportDraft(
        folder: folders.reports.appending(name.partName),
        run: run,
        source: source
      )
      try draft.folder.makeFolder()
      // The two long tables come first: with two cores, each gets a core of its own.
      try concurrently(ReportTable.allCases, draft.write)
      try summary.add(overdue(source.facts), isNight: run.command == .run)
      reached(.reportWritten)
      try draft.write(summary.files)
      reached(.reportWritten)
      summary.durations.reporting = seconds()
      try draft.write(summary)
      reached(.reportWritten)
      let numbers = try numbers(source.facts)
      try draft.write(
        MorningGathering(
          store: store,
          run: run,
          facts: source.facts,
          numbers: numbers,
          limits: limits,
          covered: covered
        ).morning(summary)
      )
      reached(.reportWritten)
      if try draft.folder.publishFolder(at: target) == .taken { try draft.folder.removeFolder() }
      reached(.reportsPublished)
    } else {
      // The run that wrote them may have died before it could sync the name.
      try folders.reports.syncFolder()
      let hasLimits = limits.waitingDays != nil || limits.lateDays != nil
      if !run.isPublished || hasLimits { try source.readAll() }
      try summary.add(overdue(source.facts), isNight: run.command == .run)
    }
    try folders.reports.appending("latest").swingLink(to: FilePath(run.name))
    reached(.latestSwung)
    // After the publication is recorded, there are no changes left to count, so the numbers would
    // be zero.
    if !run.isPublished {
      let numbers = try numbers(source.facts)
      try store.runs.publish(
        run,
        as: numbers,
        keepingOrdersSince: covered.orderNights.first
      )
      summary.stock = StockState(numbers, source.facts)
    }
    reached(.publicationNoted)
    try removeOld()
    reached(.oldReportsRemoved)
  }

  private func overdue(_ facts: NightFacts) throws -> [Need] {
    try OverdueNeeds(limits: limits, run: run, runs: store.runs).needs(facts)
  }

  private func numbers(_ facts: NightFacts) throws -> NightNumbers {
    let open = try store.rows.openGroups(at: run, newSince: run.id)
    let lastPublished = try store.runs.newest(200).first { $0.id < run.id && $0.isPublished }
    return try NightNumbers(
      facts,
      newSince: (lastPublished?.id ?? 0) + 1,
      rows: store.nights.rows(upTo: run),
      openRows: open.reduce(0) { $0 + $1.rows },
      kind: { try store.imports.find($0)?.kind }
    )
  }

  /// Removes the oldest of the reports in this folder; reports in other folders do not count.
  ///
  /// It asks the ledger only about the few that exist here, not about all runs.
  private func removeOld() throws {
    let there = try folders.reports.names().map(\.string).filter(RunName.isOne)
    guard there.count > run.settings.keepReports else { return }
    let published = try store.runs.published(among: there)
      .filter { folders.asNoted(in: $0.settings).reports == folders.reports }
    for run in published.dropFirst(run.settings.keepReports) {
      guard let name = FilePath.Component(run.name) else { continue }
      let old = folders.reports.appending(name)
      // Hidden first: a reader sees whole reports or none.
      let hidden = folders.reports.appending(name.partName)
      guard try old.renameWithoutReplacing(to: hidden) == .done else { continue }
      reached(.oldReportHidden)
      try hidden.removeFolder()
      try folders.reports.syncFolder()
    }
  }
}
