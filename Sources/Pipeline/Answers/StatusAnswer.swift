package import Configuration
package import ServiceLayer

/// The result of the newest night, and what it and earlier nights left open.
package struct StatusAnswer: Equatable, Sendable, Encodable {
  package struct LastRun: Equatable, Sendable, Encodable {
    package let run: String
    package let command: String
    package let isFinished: Bool
    /// How many files have each state, such as `imported` and `failed`.
    package let files: [String: Int]
    package let counts: RunSummary.Counts
    package let needsHuman: [String]
  }

  /// How many lines wait, and for how many nights the oldest of them has waited.
  package struct Waiting: Equatable, Sendable, Encodable {
    package let lines: Int
    package let units: Int
    package let skus: Int
    package let nights: Int
  }

  /// The newest run that imported, or the newest run if none did; nil if there was none.
  package let lastRun: LastRun?
  package let orders: OrderCounts
  package let waiting: Waiting
  /// Batches whose eta has passed and that were not reported as arrived.
  package let late: Late
  package let open: RunSummary.Open
  /// The files that should come, in the order of the configuration.
  package let expected: [NextExpected]

  package struct Late: Equatable, Sendable, Encodable {
    package let batches: Int
    /// The units in them that are allocated to order lines.
    package let promised: Int
  }
}

extension Answers {
  /// The current state, on one screen.
  ///
  /// The given configuration is today's. It also limits what is shown of the last run once it is
  /// finished, because the configuration of a finished run is not kept.
  package func status(_ configuration: Configuration?) throws -> StatusAnswer {
    let waiting = try store.answers.waiting()
    let late = try lateBatches(naming: 0)
    return StatusAnswer(
      lastRun: try lastRun(configuration),
      orders: try store.answers.orderCounts(),
      waiting: StatusAnswer.Waiting(
        lines: waiting.lines,
        units: waiting.units,
        skus: waiting.skus,
        nights: waiting.oldest.map(nights) ?? 0
      ),
      late: StatusAnswer.Late(batches: late.batches, promised: late.promised),
      open: try open(),
      expected: try configuration.map(nextExpected) ?? []
    )
  }

  /// The batches whose eta has passed; the first `most` are listed.
  package func lateBatches(naming most: Int) throws -> LateBatches {
    guard let newest else { return LateBatches() }
    return try store.answers.lateBatches(before: UTCTime.day(newest.started), naming: most)
  }

  private func lastRun(_ today: Configuration?) throws -> StatusAnswer.LastRun? {
    let recent = try store.runs.newest(Self.runsLookedAt)
    guard let run = recent.first(where: { $0.command != .report }) ?? newest else { return nil }
    let configuration = (try? Configuration(of: run)) ?? today
    let limits = configuration?.limits ?? NoticeLimits()
    var summary = try RunSummary(run, in: store, isRehearsal: false, limits)
    summary.add(run.leftAlone, limits)
    if let configuration, run.command == .run, run.phase == .finished {
      let expected = try ExpectedFiles(configuration, at: run, in: store.nights)
      summary.add(expected, isNight: true)
      let overdue = OverdueNeeds(limits: limits, run: run, runs: store.runs)
      try summary.add(overdue.needs(store.answers), isNight: true)
    }
    return StatusAnswer.LastRun(
      run: run.name,
      command: run.command.rawValue,
      isFinished: run.phase == .finished,
      files: Dictionary(grouping: summary.files, by: \.state).mapValues(\.count),
      counts: summary.counts,
      needsHuman: summary.needsHuman
    )
  }

  /// How many runs are searched for one that imported.
  private static let runsLookedAt = 100

  /// All open rows, as a run that began now would find them.
  private func open() throws -> RunSummary.Open {
    guard let newest else { return RunSummary.Open() }
    let next = Run(
      id: newest.id + 1,
      name: newest.name,
      command: newest.command,
      started: newest.started,
      settings: newest.settings
    )
    let open = try store.rows.openRows(before: next)
    return RunSummary.Open(rejected: open.rejected, deferred: open.deferred, nights: open.nights)
  }
}
