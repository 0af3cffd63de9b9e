import Configuration
import FileSystem
import ServiceLayer
import SystemPackage

/// Takes one run to its end, beginning at its current phase.
///
/// Files are chosen, claimed and imported, notes for the senders are written, and the reports are
/// published.
///
/// It uses the folders and the configuration that the run recorded when it began, not today's.
struct RunCompletion {
  private let run: Run
  private let store: any Store
  private let folders: Folders
  private let environment: RunEnvironment
  private let bus: MessageBus
  private let isRehearsal: Bool
  private let custody: Custody
  private let configuration: Configuration?
  private let limits: NoticeLimits

  init(
    of run: Run,
    in store: any Store,
    folders: Folders,
    environment: RunEnvironment,
    bus: MessageBus,
    isRehearsal: Bool
  ) throws {
    self.run = run
    self.store = store
    self.folders = folders.asNoted(in: run.settings)
    self.environment = environment
    self.bus = bus
    self.isRehearsal = isRehearsal
    custody = Custody(
      folders: self.folders,
      run: run,
      isRehearsal: isRehearsal,
      reached: environment.reached
    )
    configuration = try Configuration(of: run)
    limits = configuration?.limits ?? NoticeLimits()
  }

  /// Executes the remaining steps.
  ///
  /// `taken` are the files of the inbox that earlier runs took, in a rehearsal.
  func complete(
    without taken: Set<FileName>,
    after finishedFirst: [RunSummary],
    lost: LostWork?
  ) throws -> RunSummary {
    let began = environment.clock.monotonic()
    try prepareFolders()
    let leftAlone = try choose(without: taken)
    try importFiles()
    let untold = try tellDroppers(leftAlone)
    var summary = try summarize(leftAlone, lost: lost, untold: untold)
    summary.finishedFirst = finishedFirst
    let imported = environment.clock.monotonic()
    summary.durations.importing = (imported - began).inSeconds
    try publish(&summary, since: imported)
    try store.runs.finish(run)
    environment.reached(.runFinished)
    return summary
  }

  private func prepareFolders() throws {
    guard !isRehearsal else { return }
    try folders.expectOwnProcessing()
    try custody.syncClaims(store.imports.imports(of: run))
    try folders.prepare()
    try folders.sweep(for: run)
  }

  /// Chooses the files once; the choice is in the ledger before the first file is moved.
  ///
  /// - Returns: The entries that are left in the inbox.
  private func choose(without taken: Set<FileName>) throws -> [LeftAlone] {
    guard run.phase == .begun else { return run.leftAlone }
    environment.reached(.runBegun)
    try custody.giveBackUnknown()
    let chosen = try FileSelection(
      folders: folders,
      environment: environment,
      imports: store.imports,
      rows: store.rows,
      configuration: configuration,
      leftAloneBefore: store.runs.leftAlone(before: run),
      taken: taken
    ).choose(for: run)
    try stopIfAsked()
    try store.runs.choose(chosen.files, leftAlone: chosen.leftAlone, for: run)
    environment.reached(.filesChosen)
    return chosen.leftAlone
  }

  private func importFiles() throws {
    let files = try store.imports.imports(of: run)
    let untaken = try custody.claim(files, except: custody.busyAgain(files, environment))
    environment.reached(.filesClaimed)
    let lifecycle = FileLifecycle(
      store: store,
      folders: folders,
      environment: environment,
      bus: bus,
      run: run,
      custody: custody,
      limits: limits
    )
    for file in try store.imports.imports(of: run) {
      try stopIfAsked()
      try lifecycle.finish(file, untaken: untaken[file.id])
    }
    if run.command != .report {
      try CancelledLater(run, in: store).addToReasons()
      try store.rows.closeRows(at: run, forgetDays: run.settings.forgetDays)
    }
  }

  /// Writes the notes for the people who dropped files.
  ///
  /// - Returns: Why notes could not be written, which needs a human.
  private func tellDroppers(_ leftAlone: [LeftAlone]) throws -> [String] {
    guard !isRehearsal else { return [] }
    return try ResultNotes(
      store: store,
      folders: folders,
      run: run,
      senders: configuration?.senders.map(\.name) ?? [],
      tellsAll: configuration?.results == .all,
      reached: environment.reached
    ).write(leftAlone)
  }

  private func summarize(
    _ leftAlone: [LeftAlone],
    lost: LostWork?,
    untold: [String]
  ) throws -> RunSummary {
    var summary = try RunSummary(run, in: store, isRehearsal: isRehearsal, limits)
    summary.state = isRehearsal ? "rehearsed" : "finished"
    summary.localTime = configuration?.localTime ?? .utc
    let contradictions = try ContradictingFiles(
      custody: custody,
      isStopping: environment.isStopping
    ).compare(store.imports.imports(of: run))
    summary.needs += contradictions.sentences.map { Need(.other, $0) }
    summary.warnings += contradictions.warnings
    if let lost, !lost.isEmpty { summary.needs.append(Need(.other, lost.text)) }
    summary.needs += untold.map { Need(.other, $0) }
    if isRehearsal { summary.faults = try RehearsedFaults(store).faults(of: run) }
    summary.add(leftAlone, limits)
    if let configuration, run.command != .import {
      let expected = try ExpectedFiles(configuration, at: run, in: store.nights)
      summary.add(expected, isNight: run.command == .run)
    }
    return summary
  }

  private func publish(_ summary: inout RunSummary, since imported: Duration) throws {
    guard run.command != .import, !isRehearsal else { return }
    environment.entered(.writingReports)
    try ReportFolder(
      store: store,
      folders: folders,
      run: run,
      limits: limits,
      reached: environment.reached
    ).publish(&summary) { (environment.clock.monotonic() - imported).inSeconds }
  }

  private func stopIfAsked() throws {
    if environment.isStopping() { throw Stopped(place: "") }
  }
}

extension Duration {
  /// Seconds, rounded down to three decimal places.
  var inSeconds: Double {
    let (seconds, attoseconds) = components
    return (Double(seconds) * 1000 + Double(attoseconds / 1_000_000_000_000_000)) / 1000
  }
}
