import ServiceLayer

/// The ledger of runs and files in memory, where everything is at once as durable as it gets.
final class FakeLedger: Ledger {
  private let store: FakeStore

  init(store: FakeStore) { self.store = store }

  // MARK: - Runs

  func barrier() {}

  func begin(_ command: Run.Command, started: Int, settings: Run.Settings) -> Run {
    let taken = store.tables.runs.map(\.name)
    let run = Run(
      id: taken.count + 1,
      name: RunName.free(started: started, isTaken: taken.contains),
      command: command,
      started: started,
      settings: settings
    )
    store.tables.runs.append(run)
    return run
  }

  func unfinishedRun() -> Run? { store.tables.runs.first { $0.phase != .finished } }

  func runs(limit: Int) -> [Run] { Array(store.tables.runs.reversed().prefix(limit)) }

  func publishedRuns() -> [Run] { store.tables.runs.reversed().filter(\.isPublished) }

  func lastImportingRun() -> Run? { store.tables.runs.last { $0.command != .report } }

  func choose(_ files: [ChosenFile], leftAlone: [String], for run: Run) {
    for file in files {
      var chosen = Import(
        id: store.tables.imports.count + 1,
        run: run.id,
        name: file.name,
        kind: file.kind,
        retryOf: file.retryOf,
        phase: file.state == .held ? .settled : .chosen,
        state: file.state
      )
      chosen.reason = file.reason
      chosen.needsHuman = file.needsHuman
      chosen.rows = file.rows
      store.tables.imports.append(chosen)
    }
    store.tables.change(run) {
      $0.phase = .chosen
      $0.leftAlone = leftAlone
    }
  }

  func publish(_ run: Run) {
    store.tables.change(run) { $0.isPublished = true }
    store.changes.removeAll()
  }

  func finish(_ run: Run) {
    store.tables.change(run) { $0.phase = .finished }
    let own = Set(store.tables.imports(ofRun: run.id).map(\.id))
    store.tables.rows = store.tables.rows.filter {
      $0.value.outcome == .deferred || own.contains($0.value.triedIn)
    }
  }

  // MARK: - Files

  func imports(of run: Run) -> [Import] { store.tables.imports(ofRun: run.id) }

  func find(_ importID: Int) -> Import? { store.tables.find(importID) }

  func run(of file: Import) -> Run? { store.tables.runs.first { $0.id == file.run } }

  func save(_ file: Import) { store.tables.change(file.id) { $0 = file } }

  func saveDurably(_ file: Import) { save(file) }

  func newestImport(sha256: String, before importID: Int) -> Import? {
    store.tables.imports.last { $0.sha256 == sha256 && $0.id < importID && $0.tookEffect }
  }

  func imports(named name: FileName, kind: FileKind, before importID: Int) -> [Import] {
    store.tables.imports.filter {
      $0.name == name && $0.kind == kind && $0.id < importID && $0.tookEffect
    }
  }

  func anotherCame(of kind: FileKind, after earlier: Int, before later: Int) -> Bool {
    store.tables.imports.contains {
      $0.kind == kind && earlier < $0.id && $0.id < later && $0.tookEffect
    }
  }

  func wasHeld(_ name: FileName, before run: Run) -> Bool {
    let last = store.tables.runs.last {
      $0.id < run.id && $0.command != .report && $0.settings.files == nil
    }
    guard let last else { return false }
    return imports(of: last).contains { $0.name == name && $0.state == .held }
  }

  // MARK: - Rows that wait

  func importsWithDeferredRows(of kind: FileKind) -> [(importID: Int, rows: Int)] {
    store.tables.imports.filter { $0.kind == kind }
      .map { file in
        (
          importID: file.id,
          rows: store.tables.rows { $0.outcome == .deferred && $0.source.importID == file.id }.count
        )
      }
      .filter { $0.rows > 0 }
  }

  func deferredRows(
    of importID: Int,
    notTriedSince retry: Int,
    limit: Int
  ) -> [UnsettledRow] {
    let rows = store.tables.rows {
      $0.outcome == .deferred && $0.source.importID == importID && $0.triedIn < retry
    }
    return Array(rows.prefix(limit))
  }

  func rejectedRows(triedIn importID: Int, _ row: (UnsettledRow) throws -> Void) throws {
    for rejected in store.tables.rows(where: { $0.isRejected(in: importID) }) { try row(rejected) }
  }

  func hasRejectedRows(triedIn importID: Int) -> Bool {
    store.tables.rows.values.contains { $0.isRejected(in: importID) }
  }
}

extension Import {
  /// A failed or held file is no reading of its bytes.
  fileprivate var tookEffect: Bool {
    (phase == .complete || phase == .settled) && (state == .imported || state == .grown)
  }
}

extension UnsettledRow {
  fileprivate func isRejected(in importID: Int) -> Bool {
    outcome == .rejected && triedIn == importID
  }
}
