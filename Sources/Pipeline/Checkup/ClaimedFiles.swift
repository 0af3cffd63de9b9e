import FileSystem
import ServiceLayer
import SystemPackage

/// Whether the run that is not finished has its files, and whether every claimed file has a run.
struct ClaimedFiles {
  let folders: Folders
  let ledger: any Ledger
  /// What lay claimed before the ledger was asked.
  let names: [FilePath.Component]
  let holder: LockHolder

  func findings() throws -> [Finding] {
    let run = try ledger.unfinishedRun()
    let files = try run.map { try ledger.imports(of: $0) } ?? []
    var findings = try run.map { try told($0, files) } ?? [.ok("run", "none is unfinished")]
    let owned = Set(
      files.filter { $0.phase != .settled }.flatMap { [$0.name, $0.name.sidecar ?? $0.name] }
    )
    findings += try names.filter { name in
      // By now a run may have moved it on.
      try !owned.contains(FileName(bytes: name.bytes))
        && exists(folders.processing.appending(name))
    }.map(stuck)
    return findings
  }

  private func told(_ run: Run, _ files: [Import]) throws -> [Finding] {
    let done = files.filter { $0.phase == .settled }.count
    let progress = "\(done) of \(files.count) files are done"
    guard holder == .nobody else { return [.note("run", "\(run.name) is at work: \(progress)")] }
    return [
      .note("run", "\(run.name) was interrupted, and the next run finishes it first: \(progress)")
    ] + (try files.compactMap { try missing($0, of: run) })
  }

  /// A file of an interrupted run that is not where it stood, so that the run cannot end as it
  /// would have.
  private func missing(_ file: Import, of run: Run) throws -> Finding? {
    guard file.retryOf == nil, file.phase == .loading || file.phase == .complete else {
      return nil
    }
    let folders = folders.asNoted(in: run.settings)
    let custody = Custody(folders: folders, run: run, isRehearsal: false)
    let claimed = try folders.processing.appending(file.name)
    var places = [claimed]
    if file.phase == .complete {
      // Without a place of its own it goes back to the inbox, as whatever is free there.
      guard let destination = file.destination else { return nil }
      places.append(try custody.home(of: file).appending(destination))
    }
    guard try !places.contains(where: exists) else { return nil }
    return .fault(
      "run",
      "\(run.name) has imported \(file.doneRows) of \(file.rows) rows of \(file.name.displayed), "
        + "which is gone from \(displayPath(folders.processing))",
      do: "put that file back there, under that name, before the next run"
    )
  }

  private func stuck(_ name: FilePath.Component) -> Finding {
    let path = displayPath(folders.processing.appending(name))
    guard holder == .nobody else { return .note("run", "\(path) belongs to no run yet") }
    return .fault(
      "run",
      "\(path) lies claimed, but no unfinished run knows it",
      do: "was a backup put back, or the file put there by hand? the next run gives it back to "
        + "the inbox and imports it"
    )
  }
}
