package import Domain
package import ServiceLayer

/// A run with an open file, whose rows a test passes in as commands.
package final class OpenRun {
  package let run: Run
  package private(set) var importID = 0
  private let store: any Store
  private let bus: MessageBus
  private var row = 0
  /// The commands that were refused and can be tried again, with their rows.
  package private(set) var deferred: [(command: Command, source: RowSource)] = []

  /// Begins a run, an hour after the previous one, and opens a file.
  package init(
    on store: any Store,
    file: FileName = "orders.csv",
    bus: MessageBus = MessageBus()
  ) throws {
    self.store = store
    self.bus = bus
    let night = try store.runs.newest(1000).count
    run = try store.runs.begin(
      .run,
      started: 1_795_399_200 + night * 3600,
      settings: Run.Settings()
    )
    try open(file)
  }

  /// Opens another file; its first row is on line 2.
  package func open(_ file: FileName) throws {
    try store.runs.choose([ChosenFile(name: file, kind: .orders)], for: run)
    importID = try store.imports.imports(of: run).last?.id ?? 0
    row = 0
  }

  /// Handles the commands, one row each, as one unit of work, which may be committed in the
  /// background as in an import.
  @discardableResult
  package func handle(_ commands: [Command]) throws -> [Verdict] {
    try handle(commands, on: store)
  }

  @discardableResult
  package func handle(_ commands: Command...) throws -> [Verdict] { try handle(commands) }

  /// Handles the commands as one unit of work of a reopened store.
  @discardableResult
  package func handle(_ commands: [Command], on store: any Store) throws -> [Verdict] {
    try store.backgroundTransaction { try handle(commands, in: $0) }
  }

  /// Handles commands as one unit of work, and keeps those that can be tried again as deferred
  /// rows.
  @discardableResult
  package func handleKeeping(_ commands: [Command], on store: any Store) throws -> [Verdict] {
    let before = row
    var verdicts: [Verdict] = []
    // They are kept in the next unit of work, because deferred rows and their cancellations are in
    // different files.
    try store.backgroundTransaction { work in
      verdicts = try handle(commands, in: work)
      for (place, verdict) in verdicts.enumerated() {
        guard case .refused(let refusal) = verdict, refusal.mayPass else { continue }
        let number = before + place + 1
        let source = RowSource(importID: importID, row: number, line: number + 1)
        deferred.append((commands[place], source))
        try keep(commands[place], source, in: work)
      }
    }
    return verdicts
  }

  /// Retries deferred rows of earlier runs, those of each import in a separate file.
  package func retry(
    _ rows: [(command: Command, source: RowSource)],
    on store: any Store
  ) throws -> [Verdict] {
    var verdicts: [Verdict] = []
    var last: Int?
    for (command, source) in rows {
      if last != source.importID { try open("retried.csv") }
      last = source.importID
      try store.backgroundTransaction { work in
        let verdict = try Verdict {
          try bus.handle(command, from: Origin(source, triedIn: importID), in: work)
        }
        verdicts.append(verdict)
        guard case .refused(let refusal) = verdict, refusal.mayPass else {
          return try work.rows.forget(source)
        }
        deferred.append((command, source))
        try keep(command, source, in: work)
      }
    }
    return verdicts
  }

  private func keep(_ command: Command, _ source: RowSource, in work: any UnitOfWork) throws {
    try work.rows.keep(
      KeptRow(
        source: source,
        outcome: .deferred,
        triedIn: importID,
        cells: [],
        cellCount: 0,
        faults: [RowFault(code: "unknown", reason: "it is not known yet")],
        deferredLine: command.newLine
      )
    )
  }

  /// Handles the commands in a unit of work that the caller ends.
  @discardableResult
  package func handle(_ commands: [Command], in work: any UnitOfWork) throws -> [Verdict] {
    try work.prepare(for: commands)
    return try commands.map { command in
      row += 1
      let source = RowSource(importID: importID, row: row, line: row + 1)
      return try Verdict {
        try bus.handle(command, from: Origin(source, triedIn: importID), in: work)
      }
    }
  }

  package func publish() throws { try store.runs.publish(run) }

  package func finish() throws { try store.runs.finish(run) }

  package func rows(_ table: ReportTable) throws -> [[ReportValue]] {
    try store.reports.rows(table, for: run)
  }

  package func notes(_ table: ReportTable) throws -> [ReportNote] {
    try store.reports.notes(table, for: run)
  }
}
