import FileSystem
import Foundation
import Pipeline
import SQLiteStore
import ServiceLayer
import SystemPackage

/// Puts the parts together: the one place that knows every adapter.
struct Bootstrap {
  let folders: Folders
  let options: RunOptions
  let importing: ImportOptions

  /// Does one run under the run lock.
  func execute(_ command: Run.Command, settings: Run.Settings) throws {
    try locked(settings) { nightlyRun, started in
      try tell(nightlyRun.execute(command, started: started, settings: settings))
    }
  }

  /// Rehearses an import under the run lock.
  ///
  /// A root on which no run has been is left as it is: lock and database are then made elsewhere.
  func rehearse(settings: Run.Settings) throws {
    let scratch = try folders.hasDatabase() ? nil : ScratchFolder()
    defer { scratch?.remove() }
    try locked(settings, in: scratch?.path) { nightlyRun, started in
      try tell(nightlyRun.rehearse(started: started, settings: settings))
    }
  }

  private func locked(
    _ settings: Run.Settings,
    in scratch: FilePath? = nil,
    _ body: (NightlyRun, Int) throws -> Void
  ) throws {
    let started = try options.started()
    Signals.catchStops()
    try Preflight.check(
      folders,
      files: (settings.files ?? []).map { FilePath($0) },
      allowsNetworkDisk: options.allowsNetworkDisk()
    )
    if scratch == nil { try makeFolder(folders.root) }
    let places = Folders(root: scratch ?? folders.root)
    // Where there is a lock, a run may be about to make the database.
    let lock = try RunLock(
      at: exists(folders.lock) ? folders.lock : places.lock,
      since: RunName.free(started: started) { _ in false }
    )
    defer { lock.release() }
    if let lost = try LostDatabase(in: folders) { throw lost }
    let store = try SQLiteStore(path: places.database.string)
    let progress = ProgressLine(isShown: Terminal.errorIsATerminal && !options.quiet)
    var surroundings = Surroundings(
      clock: .system,
      isStopping: { Signals.wantStop },
      progress: progress.show,
      settle: .milliseconds(Int(importing.settle * 1000)),
      chunkRows: importing.chunkRows
    )
    #if DEBUG
    surroundings.reached = try CrashPoint.fromEnvironment()
    #endif
    defer { progress.clear() }
    try body(NightlyRun(store: store, folders: folders, surroundings: surroundings), started)
  }

  private func tell(_ summaries: [RunSummary]) throws {
    let needsHuman = summaries.contains { !$0.needsHuman.isEmpty }
    if options.json {
      if var summary = summaries.last {
        summary.finishedFirst = summaries.dropLast()
        Terminal.print(try summary.json())
      }
    } else if !options.quiet {
      for summary in summaries { Terminal.print(summary.text) }
    } else if needsHuman {
      for summary in summaries where !summary.needsHuman.isEmpty {
        Terminal.complain("run \(summary.run) needs a human:")
        for need in summary.needsHuman { Terminal.complain("  \(need)") }
        if let reports = summary.reportsPath {
          Terminal.complain("  reports: \(displayPath(reports))")
        }
      }
    }
    if needsHuman { throw NeedsHuman() }
  }
}

extension Clock {
  static var system: Clock {
    let began = ContinuousClock.now
    return Clock(
      wall: { .seconds(Date().timeIntervalSince1970) },
      monotonic: { ContinuousClock.now - began },
      sleep: {
        Thread.sleep(
          forTimeInterval: Double($0.components.seconds)
            + Double($0.components.attoseconds) / 1e18
        )
      }
    )
  }
}
