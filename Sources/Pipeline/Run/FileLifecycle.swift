import Configuration
import FileSystem
import ServiceLayer
import SystemPackage

/// Takes one file of a run through its steps, beginning at the phase in the ledger.
struct FileLifecycle {
  let store: any Store
  let folders: Folders
  let environment: RunEnvironment
  let bus: MessageBus
  let run: Run
  let custody: Custody
  let limits: NoticeLimits

  func finish(_ original: FileImport, untaken: Custody.Untaken?) throws {
    var file = original
    if let untaken { return try pass(over: &file, untaken) }
    if !file.isDecided {
      try load(&file)
      if file.state == .held {
        file.finish()
        try store.imports.saveDurably(file)
        // If this fails, the next run repeats it.
        return try custody.giveBack(file)
      }
      try handBack(&file)
      environment.reached(.rowsHandedBack)
      file.decide()
      try store.imports.saveDurably(file, ignoring: file.ignoredColumns().map(\.identity))
      environment.reached(.outcomeCommitted)
    }
    if file.phase == .complete {
      try putAway(&file)
      environment.reached(.fileMoved)
      file.finish()
      try store.imports.save(file)
      environment.reached(.fileFinished)
    }
  }

  /// Finishes a file that the run chose but could not claim.
  private func pass(over file: inout FileImport, _ untaken: Custody.Untaken) throws {
    switch untaken {
    case .gone: file.vanish()
    case .held(let reason):
      file.hold(reason, needsHuman: try store.imports.wasHeld(file.name, before: run))
    }
    file.finish()
    try store.imports.save(file)
  }

  /// A file that cannot be put away must not stop this run and all later ones.
  private func putAway(_ file: inout FileImport) throws {
    do {
      let putAway = try custody.putAway(file)
      file.destination = putAway.place
      if putAway.wasChanged {
        file.warnings.append(
          "it was changed after it was read: the changed file is back in the inbox"
        )
      }
    } catch let refused as UnreadableFile {
      file.destination = nil
      file.warnings.append("\(refused); it is back in the inbox")
      try custody.giveBack(file)
    }
  }

  private func load(_ file: inout FileImport) throws {
    if let first = file.retryOf {
      try retry(&file, of: first)
    } else {
      do {
        try FileImporter(
          store: store,
          bus: bus,
          environment: environment,
          settings: run.settings,
          custody: custody,
          far: FarQuantities(factor: limits.quantityFactor)
        ).importFile(&file)
      } catch let refusal as InvalidFile {
        let strayed = try ReturnedRows.strayed(file, in: store.rows).map { original in
          """
          it is a copy of rejects/\(original.displayed): drop it into \(original.dropFolder), where \
          the rules for that sender read it; in the inbox itself, \

          """
        }
        file.fail((strayed ?? "") + "\(refusal)")
      } catch let refused as UnreadableFile {
        try breakOff(&file, "\(refused)", isHeld: ![.noPermission, .gone].contains(refused.reason))
      } catch let differs as DigestDiffers {
        try breakOff(&file, "\(differs)", isHeld: true)
      } catch let changed as FileChanged {
        try breakOff(&file, "\(changed)", isHeld: true)
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

  /// Records the outcome of a file that could not be read to its end.
  private func breakOff(_ file: inout FileImport, _ reason: String, isHeld: Bool) throws {
    guard !file.breakOff(reason) else { return }
    if isHeld, run.settings.files == nil {
      file.hold(reason, needsHuman: try store.imports.wasHeld(file.name, before: run))
    } else {
      file.fail(reason)
    }
  }

  private func retry(_ file: inout FileImport, of importID: Int) throws {
    guard let first = try store.imports.find(importID),
      let firstRun = try store.runs.run(of: first)
    else { return }
    let days = run.settings.deferDays
    let isExpired = run.started - firstRun.started >= days * 86_400
    try RetryImporter(
      store: store,
      bus: bus,
      environment: environment,
      far: FarQuantities(factor: limits.quantityFactor)
    ).retry(&file, of: first, expiredAfterDays: isExpired ? days : nil)
    file.reading = first.reading
    file.header = first.header
    file.delimiter = first.delimiter
    file.hasByteOrderMark = first.hasByteOrderMark
  }

  /// Writes the files for people: rejected rows and the note of a failure; both can be made again
  /// from the ledger.
  private func handBack(_ file: inout FileImport) throws {
    guard !custody.isRehearsal else { return }
    if file.state != .failed {
      try RejectsFile(store: store, folder: folders.rejects, run: run).write(for: &file)
    }
    guard !file.isRetry else { return }
    if try file.state == .brokenOff || file.state == .failed && !custody.canPutAway(file) {
      // The next run reads the changed file from its start; rows that are done change nothing.
      if try custody.isClaimed(file) { file.reason += "; it is back in the inbox" }
    } else if file.state == .failed {
      file.destination = try FailureNote(folder: folders.failed, run: run).write(
        for: file,
        into: (ReturnedRows.strayed(file, in: store.rows) ?? file.name).dropFolder
      )
    } else {
      file.destination = try custody.freeArchiveName(for: file)
    }
  }
}

extension FileImport {
  /// The columns of a file that were not used.
  func ignoredColumns() throws -> [HeaderName] {
    guard state.wasRead, !isRetry, let kind else { return [] }
    return try FileLayout(header: KeptRecord(header).cells, kind: kind, reading).ignored
  }
}
