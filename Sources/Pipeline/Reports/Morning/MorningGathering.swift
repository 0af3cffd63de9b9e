import Configuration
import MorningPage
import ServiceLayer

/// Gathers what the morning page of a run shows.
struct MorningGathering {
  let store: any Store
  let run: Run
  let facts: NightFacts
  let numbers: NightNumbers
  let limits: NoticeLimits
  let covered: CoveredRuns

  func morning(_ summary: RunSummary) throws -> Morning {
    let groups = try store.rows.openGroups(at: run, newSince: covered.first)
    let summaries =
      try covered.earlier.reversed().map { earlier in
        var summary = try RunSummary(earlier, in: store, isRehearsal: false, limits)
        if covered.wasLookedIntoAgain(after: earlier) {
          summary.forgetHeld()
        } else {
          summary.add(earlier.leftAlone, limits)
        }
        return summary
      } + [summary]

    var morning = Morning(run: run.name, started: run.started, version: ProgramVersion.current)
    morning.localTime = summary.localTime
    morning.runs = summaries.count
    let hints = Hints(store.reports)
    morning.todos = try MorningTodos(
      groups: groups,
      summaries: summaries,
      hints: hints,
      limits: limits,
      failedBefore: failedBefore()
    ).all()
    morning.numbers = covered.together(numbers)
    morning.numbers.newlyWaiting = facts.waiting.lines(since: covered.first)
    morning.waitedBefore = covered.before?.numbers.waitingLines
    morning.trend = covered.trend(numbers, atMost: 30)
    morning.waiting = facts.waiting.oldest
    (morning.deferred, morning.deferredLines) = try DeferredOrders(store: store, hints: hints)
      .lines(at: run)
    morning.short = facts.short.worst
    morning.late = facts.late.late
    (_, morning.demandNights) = covered.orderNights
    morning.demand = try store.nights.demand(
      since: covered.orderNights.first,
      naming: Morning.mostInDemand
    )
    morning.files = files(summaries)
    morning.expected = summary.expected?.files ?? []
    morning.causes = morning.numbers.changes.causes
    morning.removals = try morning.numbers.changes.removals.map(removal)
    return morning
  }

  /// Files that failed before the covered runs and are still needed.
  private func failedBefore() throws -> [(file: FileImport, nights: Int)] {
    try store.imports.failedFiles(
      since: run.started - FileImport.nightsOfFailure * UTCTime.secondsOfADay
    )
    .filter { $0.run < covered.first }
    .compactMap { file in
      try store.runs.run(of: file).map { (file: file, nights: run.nights(since: $0)) }
    }
  }

  /// The files of all covered runs, those with faults first.
  private func files(_ summaries: [RunSummary]) -> [FileLine] {
    let files = summaries.flatMap(\.files)
    let ranked = files.map { (rank: $0.rank, file: $0) }
    return (0...RunSummary.File.sound).flatMap { rank in
      ranked.filter { $0.rank == rank }.map {
        FileLine($0.file, isFaulty: rank != RunSummary.File.sound)
      }
    }
  }

  private func removal(_ removal: NightChanges.Removal) throws -> Removal {
    let place = try store.reports.lines(of: removal.orderID).first { $0.sku == removal.sku }?.place
    let cause = try removal.importID.flatMap(store.imports.find)?.name.displayed
    let now =
      switch place {
      case .allocated(let reference): "on \(reference)"
      case .waiting: "waits"
      case .cancelled: "cancelled"
      case nil: ""
      }
    return Removal(
      orderID: removal.orderID,
      sku: removal.sku,
      quantity: removal.quantity,
      reference: removal.reference,
      cause: cause.map { "\($0):\(removal.line ?? 0)" } ?? "",
      now: now
    )
  }
}

extension RunSummary.File {
  /// The rank of a file in which nothing is wrong.
  fileprivate static let sound = 3

  /// The rank for sorting; what a person should look at first has the lowest.
  fileprivate var rank: Int {
    switch state {
    case "failed": 0
    case "held", "ignored": 1
    default: rejected > 0 ? 2 : Self.sound
    }
  }
}

extension RunSummary {
  /// Drops the files that were held: a later run has read the inbox again.
  fileprivate mutating func forgetHeld() {
    files.removeAll { $0.state == FileImport.State.held.rawValue }
    needs.removeAll { $0.kind == .held }
  }
}

extension FileLine {
  fileprivate init(_ file: RunSummary.File, isFaulty: Bool) {
    self.init(
      sender: file.sender,
      file: file.file,
      state: file.state,
      counts: RowCounts(
        applied: file.applied,
        unchanged: file.unchanged,
        deferred: file.deferred,
        rejected: file.rejected
      ),
      reason: file.reason.isEmpty ? file.warnings.joined(separator: "; ") : file.reason,
      isFaulty: isFaulty
    )
  }
}
