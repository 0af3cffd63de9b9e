import FileSystem
import Foundation
import Pipeline
import ServiceLayer
import SystemPackage

/// Wires the parts of a run together.
struct Bootstrap {
  let folders: Folders
  let options: RunOptions
  let importing: ImportOptions
  let configuration: ConfigurationFile?

  /// Executes a run under the run lock.
  func execute(_ command: Run.Command, settings: Run.Settings) throws {
    let settings = configured(settings)
    let meter = try MetricsFile(option: options.metrics, configuration: configuration).map {
      try Meter($0, database: folders.database, started: options.started())
    }
    func execute(_ note: ([RunSummary]) -> Void) throws {
      try locked(settings) { nightlyRun, started in
        let summaries = try nightlyRun.execute(command, started: started, settings: settings)
        note(summaries)
        try tell(summaries)
      }
    }
    if let meter { try meter.watch(execute) } else { try execute { _ in } }
  }

  /// Rehearses an import under the run lock.
  ///
  /// A root without a database is not changed: lock and database are then made in a scratch folder.
  func rehearse(settings: Run.Settings) throws {
    let settings = configured(settings)
    let scratch = try folders.hasDatabase() ? nil : ScratchFolder()
    defer { scratch?.remove() }
    try locked(settings, isRehearsal: true, in: scratch?.path) { nightlyRun, started in
      try tell(nightlyRun.rehearse(started: started, settings: settings))
    }
  }

  /// Adds the text of the configuration, so that the run keeps it even if the file changes.
  private func configured(_ settings: Run.Settings) -> Run.Settings {
    var settings = settings
    settings.configuration = configuration?.text
    return settings
  }

  private func locked(
    _ settings: Run.Settings,
    isRehearsal: Bool = false,
    in scratch: FilePath? = nil,
    _ body: (NightlyRun, Int) throws -> Void
  ) throws {
    let started = try options.started()
    let settle = try importing.secondsToSettle(configuration?.configuration)
    if let owned = try OtherUsersRoot(folders) { throw owned }
    if let missing = try NoSuchRoot(folders.root, mayBeMade: options.makesRoot) { throw missing }
    try folders.expectFoldersOfNoOtherRoot()
    Signals.catchStops()
    try Preflight.check(
      folders,
      files: (settings.files ?? []).map { FilePath($0) },
      allowsNetworkDisk: options.allowsNetworkDisk()
    )
    try folders.expectOwnProcessing()
    if scratch == nil { try folders.root.makeFolder() }
    let places = Folders(root: scratch ?? folders.root)
    // If the root has a lock file, a run may be about to create the database.
    let lock = try RunLock(
      at: folders.lock.exists() ? folders.lock : places.lock,
      since: RunName.free(started: started) { _ in false }
    )
    defer { lock.release() }
    if let lost = try LostDatabase(in: folders) { throw lost }
    if scratch == nil, !isRehearsal { try folders.markFolders() }
    let store = try Stores.forWriting(at: places.database)
    let progress = ProgressLine(isShown: Terminal.errorIsATerminal && !options.isQuiet)
    var environment = RunEnvironment(
      clock: .system,
      isStopping: { Signals.wantStop },
      progress: progress.show,
      entered: progress.enter,
      settle: .milliseconds(Int(settle * 1000)),
      chunkRows: importing.chunkRows
    )
    #if DEBUG
    environment.reached = try CrashPoint.fromEnvironment()
    #endif
    defer { progress.end() }
    try body(NightlyRun(store: store, folders: folders, environment: environment), started)
  }

  private func tell(_ summaries: [RunSummary]) throws {
    let needsHuman = summaries.contains { !$0.needsHuman.isEmpty }
    if options.json {
      if let summary = summaries.last { Terminal.print(try summary.json()) }
    } else if !options.isQuiet {
      for summary in summaries { Terminal.print(summary.text) }
    } else if needsHuman {
      Terminal.tell(Headline(summaries).text)
      for summary in summaries where !summary.needsHuman.isEmpty {
        Terminal.tell(summary.needsText)
      }
    } else if options.brief {
      Terminal.print(Headline(summaries).text)
    }
    if needsHuman { throw ExitRequest(status: .needsHuman) }
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
