import FileSystem
import ServiceLayer
import SystemPackage

/// Takes one file of a run through its steps, from wherever the ledger says it stands.
struct FileSteps {
  let store: any Store
  let folders: Folders
  let surroundings: Surroundings
  let bus: MessageBus
  let run: Run
  let custody: Custody

  func finish(_ original: Import, isGone: Bool) throws {
    var file = original
    if isGone {
      file.state = .gone
      file.phase = .settled
      return try store.ledger.save(file)
    }
    if file.phase == .chosen || file.phase == .loading {
      try load(&file)
      if file.state == .held {
        file.phase = .settled
        return try store.ledger.save(file)
      }
      try handBack(&file)
      surroundings.reached(.rowsHandedBack)
      file.phase = .complete
      try store.ledger.saveDurably(file)
      surroundings.reached(.outcomeCommitted)
    }
    if file.phase == .complete {
      file.destination = try custody.putAway(file)
      surroundings.reached(.fileMoved)
      file.phase = .settled
      try store.ledger.save(file)
      surroundings.reached(.fileSettled)
    }
  }

  private func load(_ file: inout Import) throws {
    if let first = file.retryOf {
      try retry(&file, of: first)
    } else {
      do {
        try FileImporter(
          store: store,
          bus: bus,
          surroundings: surroundings,
          settings: run.settings
        ).importFile(&file, at: custody.path(of: file))
      } catch let refusal as FileRefusal {
        file.state = .failed
        file.reason = "\(refusal)"
      } catch let changed as FileChanged {
        file.reason = "\(changed)"
        if file.phase == .chosen, run.settings.files == nil {
          file.state = .held
          file.needsHuman = try store.ledger.wasHeld(file.name, before: run)
          try custody.giveBack(file)
        } else {
          file.state = .failed
          file.reason += "; rows that took effect: \(file.doneRows)"
        }
      }
    }
    guard file.state.wasRead else { return }
    guard file.counts.sum == file.rows, file.doneRows == file.rows else {
      throw LedgerOutOfBalance(
        file: file.name.displayed,
        rows: file.rows,
        counts: file.counts
      )
    }
  }

  private func retry(_ file: inout Import, of importID: Int) throws {
    guard let first = try store.ledger.find(importID),
      let firstRun = try store.ledger.run(of: first)
    else { return }
    let days = run.settings.deferDays
    let isExpired = run.started - firstRun.started >= days * 86_400
    try RetryImporter(store: store, bus: bus, surroundings: surroundings)
      .retry(&file, of: first, expiredAfterDays: isExpired ? days : nil)
    file.header = first.header
  }

  /// Gives people back what they must mend; both can be made again from the ledger.
  private func handBack(_ file: inout Import) throws {
    guard !custody.isRehearsal else { return }
    if file.state == .failed {
      file.destination = try FailureNote(folder: folders.failed, run: run).write(for: file)
    } else {
      try RejectsFile(store: store, folder: folders.rejects, run: run)
        .write(for: file, header: file.header)
      if file.retryOf == nil { file.destination = try custody.freeArchiveName(for: file) }
    }
  }
}
