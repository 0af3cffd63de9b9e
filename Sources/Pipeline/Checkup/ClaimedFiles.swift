import FileSystem
import ServiceLayer
import SystemPackage

/// Checks whether an unfinished run has its files, and whether every claimed file has a run.
struct ClaimedFiles {
  let folders: Folders
  let store: any StoreCheckup
  /// The claimed files, listed before the ledger was read.
  let names: [FilePath.Component]
  let holder: LockHolder

  func findings() throws -> [Finding] {
    let run = try store.runs.unfinished()
    let files = try run.map { try store.imports.imports(of: $0) } ?? []
    var findings = try run.map { try told($0, files) } ?? [.ok("run", "none is unfinished")]
    // Earlier versions claimed a file without a folder for each import.
    let owned = Set(
      files.filter { $0.phase != .finished }
        .flatMap { [FileName("\($0.id)"), $0.name, $0.name.sidecar ?? $0.name] }
    )
    findings += try names.filter { name in
      // A run may have moved it in the meantime.
      try !owned.contains(FileName(bytes: name.bytes))
        && folders.processing.appending(name).exists()
    }.map(stuck)
    return findings
  }

  private func told(_ run: Run, _ files: [FileImport]) throws -> [Finding] {
    let done = files.filter { $0.phase == .finished }.count
    let progress = "\(done) of \(files.count) files are done"
    guard holder == .nobody else { return [.note("run", "\(run.name) is at work: \(progress)")] }
    return [
      .note("run", "\(run.name) was interrupted, and the next run finishes it first: \(progress)")
    ] + (try files.compactMap { try missing($0, of: run) })
  }

  /// A file of an interrupted run that is missing, so the run cannot finish as planned.
  private func missing(_ file: FileImport, of run: Run) throws -> Finding? {
    guard file.isInHand else { return nil }
    let folders = folders.asNoted(in: run.settings)
    let custody = Custody(folders: folders, run: run, isRehearsal: false)
    let claimed = try custody.places(of: file)
    var places = [claimed.copy, claimed.original, claimed.formerOriginal]
    if file.isDecided {
      // If its own path is taken, it goes back to the inbox under a free name.
      guard let destination = file.destination else { return nil }
      places.append(try custody.home(of: file).appending(destination))
    }
    guard try !places.contains(where: { try $0.exists() }) else { return nil }
    return .fault(
      "run",
      "\(run.name) has imported \(file.doneRows) of \(file.rows) rows of \(file.name.displayed), "
        + "which is gone from \(folders.processing.displayed)",
      do: "put that file back there, under that name, before the next run"
    )
  }

  private func stuck(_ name: FilePath.Component) -> Finding {
    let path = folders.processing.appending(name).displayed
    guard holder == .nobody else { return .note("run", "\(path) belongs to no run yet") }
    return .fault(
      "run",
      "\(path) is claimed, but no unfinished run knows it",
      do: "was a backup restored, or the file put there by hand? the next run gives it back to "
        + "the inbox and imports it"
    )
  }
}
