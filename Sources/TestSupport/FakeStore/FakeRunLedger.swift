import ServiceLayer

/// The ledger of runs in memory; nothing has to be synced.
final class FakeRunLedger: RunLedger {
  private let store: FakeStore

  init(store: FakeStore) { self.store = store }

  func barrier() {}

  func begin(
    _ command: Run.Command,
    started: Int,
    settings: Run.Settings,
    avoiding others: Set<String>
  ) -> Run {
    let taken = store.tables.runs.map(\.name)
    let run = Run(
      id: taken.count + 1,
      name: RunName.free(started: started) { taken.contains($0) || others.contains($0) },
      command: command,
      started: started,
      settings: settings
    )
    store.tables.runs.append(run)
    return run
  }

  func leftAlone(before run: Run) -> [LeftAlone] {
    store.tables.runs.last { $0.id < run.id && !$0.leftAlone.isEmpty }?.leftAlone ?? []
  }

  func unfinished() -> Run? { store.tables.runs.first { $0.phase != .finished } }

  func newest(_ limit: Int) -> [Run] { Array(store.tables.runs.reversed().prefix(limit)) }

  func lastRun(startedBefore time: Int) -> Int {
    store.tables.runs.filter { $0.started < time }.max { $0.name < $1.name }?.id ?? 0
  }

  func published() -> [Run] { store.tables.runs.reversed().filter(\.isPublished) }

  func published(among names: [String]) -> [Run] {
    store.tables.runs.reversed().filter { $0.isPublished && names.contains($0.name) }
  }

  func known(among names: [String]) -> Set<String> {
    Set(names).intersection(store.tables.runs.map(\.name))
  }

  func choose(_ files: [ChosenFile], leftAlone: [LeftAlone], for run: Run) {
    for file in files {
      var chosen = FileImport(
        id: store.tables.imports.count + 1,
        run: run.id,
        name: file.name,
        kind: file.kind,
        retryOf: file.retryOf,
        phase: file.phase,
        state: file.state
      )
      chosen.reason = file.reason
      chosen.needsHuman = file.needsHuman
      chosen.rows = file.rows
      chosen.reading = file.reading
      store.tables.imports.append(chosen)
    }
    store.tables.change(run) {
      $0.phase = .chosen
      $0.leftAlone = leftAlone
    }
    guard run.looksIntoInbox else { return }
    for earlier in store.tables.runs where earlier.id < run.id {
      store.tables.change(earlier) { $0.leftAlone = [] }
    }
  }

  func publish(_ run: Run, as night: NightNumbers, keepingOrdersSince first: Int) {
    store.tables.nights[run.id] = night
    store.tables.orderedUnits[run.id, default: [:]]
      .merge(store.memory.model.ordered, uniquingKeysWith: +)
    store.tables.orderedUnits = store.tables.orderedUnits.filter { $0.key >= first }
    store.memory.model.ordered = [:]
    store.tables.change(run) { $0.isPublished = true }
    store.feed.advance(.changesReport, to: store.feed.end)
  }

  func finish(_ run: Run) {
    store.tables.change(run) {
      $0.phase = .finished
      $0.settings.configuration = nil
    }
    guard run.command != .report else { return }
    let own = Set(store.tables.imports(ofRun: run.id).map(\.id))
    let gone = store.tables.closedRows.filter { key in
      store.tables.rows[key].map { !own.contains($0.triedIn) } ?? true
    }
    for key in gone { store.tables.rows[key] = nil }
    store.tables.closedRows.subtract(gone)
  }

  func run(of file: FileImport) -> Run? { store.tables.runs.first { $0.id == file.run } }
}
