package import Domain
package import ServiceLayer

/// A run with a file at work, whose rows a test hands in as commands.
package final class OpenRun {
  package let run: Run
  package private(set) var importID = 0
  private let store: any Store
  private let bus: MessageBus
  private var row = 0

  /// Begins a run, an hour after the one before, and opens a file.
  package init(
    on store: any Store,
    file: FileName = "orders.csv",
    bus: MessageBus = MessageBus()
  ) throws {
    self.store = store
    self.bus = bus
    let night = try store.ledger.runs(limit: 1000).count
    run = try store.ledger.begin(
      .run,
      started: 1_795_399_200 + night * 3600,
      settings: Run.Settings()
    )
    try open(file)
  }

  /// Goes on with another file; its first row stands on line 2.
  package func open(_ file: FileName) throws {
    try store.ledger.choose([ChosenFile(name: file, kind: .orders)], for: run)
    importID = try store.ledger.imports(of: run).last?.id ?? 0
    row = 0
  }

  /// Handles the commands, one row each, as one unit of work.
  @discardableResult
  package func handle(_ commands: [Command]) throws -> [Verdict] {
    try handle(commands, on: store)
  }

  @discardableResult
  package func handle(_ commands: Command...) throws -> [Verdict] { try handle(commands) }

  /// Handles the commands as one unit of work of a store that was opened again.
  @discardableResult
  package func handle(_ commands: [Command], on store: any Store) throws -> [Verdict] {
    try store.transaction { try handle(commands, in: $0) }
  }

  /// Handles the commands in a unit of work that is someone else's to end.
  @discardableResult
  package func handle(_ commands: [Command], in work: any UnitOfWork) throws -> [Verdict] {
    try work.products.prepare(for: commands)
    return try commands.map { command in
      row += 1
      work.products.source = RowSource(importID: importID, row: row, line: row + 1)
      return try Verdict { try bus.handle(command, in: work) }
    }
  }

  package func publish() throws { try store.ledger.publish(run) }

  package func finish() throws { try store.ledger.finish(run) }

  package func rows(_ table: ReportTable) throws -> [[ReportValue]] {
    try store.reports.rows(table, for: run)
  }
}
