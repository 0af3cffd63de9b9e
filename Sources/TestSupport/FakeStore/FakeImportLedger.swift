import ServiceLayer

/// The ledger of files in memory; nothing has to be synced.
final class FakeImportLedger: ImportLedger {
  private let store: FakeStore

  init(store: FakeStore) { self.store = store }

  func imports(of run: Run) -> [FileImport] { store.tables.imports(ofRun: run.id) }

  func find(_ importID: Int) -> FileImport? { store.tables.find(importID) }

  func save(_ file: FileImport) { store.tables.change(file.id) { $0 = file } }

  func saveDurably(_ file: FileImport, ignoring columns: [String]) {
    save(file)
    for name in columns {
      let column = LedgerTables.Column(
        kind: file.kind,
        sender: file.name.sender,
        name: name
      )
      if store.tables.columnsSeen[column] == nil { store.tables.columnsSeen[column] = file.id }
    }
  }

  func newColumns(in run: Run) -> [Int: Set<String>] {
    let ids = Set(imports(of: run).map(\.id))
    return Dictionary(grouping: store.tables.columnsSeen.filter { ids.contains($0.value) }) {
      $0.value
    }.mapValues { Set($0.map(\.key.name)) }
  }

  func newestImport(sha256: String, before importID: Int) -> FileImport? {
    store.tables.imports.last { $0.sha256 == sha256 && $0.id < importID && $0.tookEffect }
  }

  func imports(named name: FileName, kind: FileKind, before importID: Int) -> [ImportedBytes] {
    store.tables.imports.filter {
      $0.name == name && $0.kind == kind && $0.id < importID && $0.tookEffect
    }.map { ImportedBytes(id: $0.id, size: $0.size, sha256: $0.sha256) }
  }

  func destinations(ofRunsStarted span: Range<Int>) -> Set<FileName> {
    Set(
      store.tables.runs.filter { span.contains($0.started) }.flatMap(imports(of:))
        .compactMap(\.destination)
    )
  }

  func names(since time: Int) -> Set<FileName> {
    Set(
      store.tables.runs.filter { $0.started >= time }.flatMap(imports(of:))
        .filter { $0.retryOf == nil }.map(\.name)
    )
  }

  func anotherCame(of kind: FileKind, after earlier: Int, before later: Int) -> Bool {
    store.tables.imports.contains {
      $0.kind == kind && earlier < $0.id && $0.id < later && $0.tookEffect
    }
  }

  func lastRetry(of importID: Int, before retry: Int) -> FileImport? {
    store.tables.imports.last { $0.retryOf == importID && $0.id < retry }
  }

  func failedFiles(since started: Int) -> [FileImport] {
    store.tables.imports.filter { file in
      file.state == .failed
        && store.tables.run(ofImport: file.id).map { $0.started >= started } ?? false
        && !store.tables.imports.contains {
          $0.name == file.name && $0.id > file.id && !$0.isRetry && $0.state != .held
            && $0.state != .gone
        }
        && !store.tables.imports.contains {
          $0.sha256 == file.sha256 && $0.sha256 != "" && $0.id > file.id && $0.state.wasImported
        }
    }
  }

  func wasHeld(_ name: FileName, before run: Run) -> Bool {
    let last = store.tables.runs.last {
      $0.id < run.id && $0.command != .report && $0.settings.files == nil
    }
    guard let last else { return false }
    return imports(of: last).contains { $0.name == name && $0.state == .held }
  }
}

extension FileImport {
  /// A failed or held file does not count as a reading of its bytes.
  fileprivate var tookEffect: Bool { isDecided && state.wasImported }
}
