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
        try store.ledger.saveDurably(file)
        // Should this not come to pass, the next run does it.
        return try custody.giveBack(file)
      }
      try handBack(&file)
      surroundings.reached(.rowsHandedBack)
      file.phase = .complete
      try store.ledger.saveDurably(file)
      surroundings.reached(.outcomeCommitted)
    }
    if file.phase == .complete {
      try putAway(&file)
      surroundings.reached(.fileMoved)
      file.phase = .settled
      try store.ledger.save(file)
      surroundings.reached(.fileSettled)
    }
  }

  /// One file that cannot be put away must not stop this run and every later one.
  private func putAway(_ file: inout Import) throws {
    do {
      file.destination = try custody.putAway(file)
    } catch let refused as RefusedFile {
      file.destination = nil
      file.warnings.append("\(refused); it lies in the inbox again")
      try custody.giveBack(file)
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
      } catch let refused as RefusedFile {
        try breakOff(&file, "\(refused)", isHeld: false)
      } catch let changed as FileChanged {
        try breakOff(&file, "\(changed)", isHeld: run.settings.files == nil)
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

  /// Settles what became of a file that could not be read to its end.
  ///
  /// Rows that took effect keep their counts. They are no reading of its bytes, which the ledger
  /// forgets: the same bytes are no duplicate then, and a longer file has not grown.
  private func breakOff(_ file: inout Import, _ reason: String, isHeld: Bool) throws {
    file.reason = reason
    file.sha256 = ""
    file.size = 0
    if file.doneRows > file.skippedRows {
      file.reason += ": \(file.doneRows) rows were done, the rest was not read"
      file.rows = file.doneRows
      file.needsHuman = true
      return
    }
    (file.rows, file.doneRows, file.counts, file.earlier) = (0, 0, RowCounts(), nil)
    file.state = isHeld ? .held : .failed
    file.needsHuman = try isHeld && store.ledger.wasHeld(file.name, before: run)
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
    if file.state != .failed {
      try RejectsFile(store: store, folder: folders.rejects, run: run)
        .write(for: file, header: file.header)
    }
    guard file.retryOf == nil else { return }
    if try file.wasBrokenOff || file.state == .failed && !custody.canPutAway(file) {
      // What it is then, the next run reads from its start; rows that are done change nothing.
      if try custody.isClaimed(file.name) { file.reason += "; it lies in the inbox again" }
    } else if file.state == .failed {
      file.destination = try FailureNote(folder: folders.failed, run: run).write(for: file)
    } else {
      file.destination = try custody.freeArchiveName(for: file)
    }
  }
}

extension Import {
  /// Whether only the first of its rows were done, so that no bytes stand for it.
  fileprivate var wasBrokenOff: Bool { retryOf == nil && state.wasRead && sha256.isEmpty }
}
