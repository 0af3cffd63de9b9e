import Pipeline

/// The metrics of one execution of `allot run`, `import` or `report`.
///
/// Labels come from fixed sets and from the configuration, never from files: dropped files must not
/// create new time series.
struct RunMetrics {
  /// Seconds since 1970.
  let started: Int
  let exit: ExitStatus
  /// When a run last succeeded, in seconds since 1970; nil if none ever did.
  let lastSuccess: Int?
  /// The summary of the run, after those of runs that it finished first; empty if the run failed.
  let summaries: [RunSummary]
  /// In bytes, with its log; nil if there is no database.
  let databaseSize: Int?

  var text: String { families.map(\.text).joined() }

  private var families: [MetricFamily] { ofTheProgram + ofTheRun }

  private var ofTheProgram: [MetricFamily] {
    var families = [
      MetricFamily(
        "allot_info",
        "The version of the program.",
        by: "version",
        [(ProgramVersion.current, 1)]
      ),
      MetricFamily(
        "allot_run_last_start_timestamp_seconds",
        "When the last run began.",
        started
      ),
      MetricFamily(
        "allot_run_exit_code",
        "How the last run ended: 0 done, 1 a person is needed, 70 a fault, 74 the disk.",
        exit.rawValue
      ),
    ]
    if let lastSuccess {
      families.append(
        MetricFamily(
          "allot_run_last_success_timestamp_seconds",
          "When a run last ended with 0 or 1.",
          lastSuccess
        )
      )
    }
    if let databaseSize {
      families.append(
        MetricFamily(
          "allot_database_size_bytes",
          "The size of the database and its log.",
          databaseSize
        )
      )
    }
    return families
  }

  /// The metrics that are known only if the run succeeded.
  private var ofTheRun: [MetricFamily] {
    guard let summary = summaries.last else {
      return [needs(1)]
    }
    let states = ["imported", "grown", "duplicate", "retried", "failed", "held", "ignored"]
    let files = summaries.flatMap(\.files)
    func rows(_ outcome: KeyPath<RunSummary.Counts, Int>) -> Int {
      summaries.reduce(0) { $0 + $1.counts[keyPath: outcome] }
    }
    return [
      needs(summaries.reduce(0) { $0 + $1.needsHuman.count }),
      MetricFamily(
        "allot_run_duration_seconds",
        "How long the phases of the last run took.",
        by: "phase",
        [("import", summary.durations.importing), ("report", summary.durations.reporting)]
      ),
      MetricFamily(
        "allot_rows",
        "Rows of the last run, by outcome.",
        by: "outcome",
        [
          ("applied", rows(\.applied)), ("unchanged", rows(\.unchanged)),
          ("deferred", rows(\.deferred)), ("rejected", rows(\.rejected)),
        ]
      ),
      MetricFamily(
        "allot_files",
        "Files of the last run, by state.",
        by: "state",
        states.map { state in (state, files.count { $0.state == state }) }
      ),
    ] + (summary.stock?.metrics ?? []) + (summary.expected?.metrics ?? [])
  }

  private func needs(_ count: Int) -> MetricFamily {
    MetricFamily("allot_needs_human", "What a person must look at after the last run.", count)
  }
}
