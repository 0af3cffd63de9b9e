import FileSystem
package import ServiceLayer
import SystemPackage

/// One execution of `allot run`, `import` or `report`, in the order of design.md, section 7.
///
/// Every step can be done again, and the ledger says which are done: a run that died is finished by
/// the very code that began it.
package struct NightlyRun {
  private let store: any Store
  private let folders: Folders
  private let surroundings: Surroundings
  private let bus: MessageBus

  package init(
    store: any Store,
    folders: Folders,
    surroundings: Surroundings,
    bus: MessageBus = MessageBus()
  ) {
    self.store = store
    self.folders = folders
    self.surroundings = surroundings
    self.bus = bus
  }

  /// Finishes a run that was interrupted, then does a new one; the run lock must be held.
  ///
  /// `started`, in seconds since 1970, is what the run is named for. The summaries come back, the
  /// interrupted run's first.
  package func execute(
    _ command: Run.Command,
    started: Int,
    settings: Run.Settings
  ) throws -> [RunSummary] {
    do {
      // Until a commit is on disk, what is visible may be what a power cut takes back.
      try store.ledger.barrier()
      return try finishAll(isRehearsal: false) {
        try store.ledger.begin(command, started: started, settings: folders.noted(in: settings))
      }
    } catch let stopped as Stopped {
      // The chunk that is being written is finished first; should that fail, it is worse news.
      try store.settle()
      throw stopped
    }
  }

  /// Goes through the real motions of an import and keeps nothing.
  package func rehearse(started: Int, settings: Run.Settings) throws -> [RunSummary] {
    try store.rehearse {
      try finishAll(isRehearsal: true) {
        try store.ledger.begin(.import, started: started, settings: folders.noted(in: settings))
      }
    }
  }

  private func finishAll(isRehearsal: Bool, begin: () throws -> Run) throws -> [RunSummary] {
    var summaries: [RunSummary] = []
    // A rehearsal leaves files where they lie: what one run took is not there for the next.
    var taken: Set<FileName> = []
    while let interrupted = try store.ledger.unfinishedRun() {
      summaries.append(try finish(interrupted, isRehearsal: isRehearsal, without: taken))
      if isRehearsal { taken.formUnion(try leftInInbox(by: interrupted)) }
    }
    summaries.append(try finish(begin(), isRehearsal: isRehearsal, without: taken))
    return summaries
  }

  /// The files that a rehearsed run took and that lie in the inbox all the same.
  ///
  /// One that it had claimed before it was interrupted, or put away, lies there no more: a file of
  /// that name in the inbox is another one.
  private func leftInInbox(by run: Run) throws -> [FileName] {
    guard run.settings.files == nil else { return [] }
    let folders = folders.asNoted(in: run.settings)
    let custody = Custody(folders: folders, run: run, isRehearsal: true)
    return try store.ledger.imports(of: run)
      .filter { try $0.isTaken && $0.destination == nil && !custody.isClaimed($0.name) }
      .map(\.name)
  }

  private func finish(
    _ run: Run,
    isRehearsal: Bool,
    without taken: Set<FileName>
  ) throws -> RunSummary {
    let began = surroundings.clock.monotonic()
    let folders = folders.asNoted(in: run.settings)
    if !isRehearsal { try folders.prepare() }
    let custody = Custody(
      folders: folders,
      run: run,
      isRehearsal: isRehearsal,
      reached: surroundings.reached
    )
    if !isRehearsal { try folders.sweep(for: run) }
    var leftAlone = run.leftAlone
    if run.phase == .begun {
      surroundings.reached(.runBegun)
      try custody.giveBackUnknown()
      let chosen = try FileChoice(
        folders: folders,
        surroundings: surroundings,
        ledger: store.ledger,
        taken: taken
      ).choose(for: run)
      try stopIfAsked()
      try store.ledger.choose(chosen.files, leftAlone: chosen.leftAlone, for: run)
      surroundings.reached(.filesChosen)
      leftAlone = chosen.leftAlone
    }
    let gone = try custody.claim(store.ledger.imports(of: run))
    surroundings.reached(.filesClaimed)
    let steps = FileSteps(
      store: store,
      folders: folders,
      surroundings: surroundings,
      bus: bus,
      run: run,
      custody: custody
    )
    for file in try store.ledger.imports(of: run) {
      try stopIfAsked()
      try steps.finish(file, isGone: gone.contains(file.id))
    }
    var summary = try summary(of: run)
    summary.leftAlone = leftAlone
    summary.state = isRehearsal ? "rehearsed" : "finished"
    let imported = surroundings.clock.monotonic()
    summary.durations.importing = (imported - began).inSeconds
    if run.command != .import, !isRehearsal {
      try ReportFolder(store: store, folders: folders, run: run, reached: surroundings.reached)
        .publish(&summary) { (surroundings.clock.monotonic() - imported).inSeconds }
    }
    try store.ledger.finish(run)
    surroundings.reached(.runFinished)
    return summary
  }

  private func summary(of run: Run) throws -> RunSummary {
    try RunSummary(run, imports: store.ledger.imports(of: run)) { id in
      guard let file = try store.ledger.find(id), let run = try store.ledger.run(of: file) else {
        return nil
      }
      return (file, run)
    }
  }

  private func stopIfAsked() throws {
    if surroundings.isStopping() { throw Stopped(place: "") }
  }
}

extension Import {
  /// Whether it takes a file out of the inbox.
  fileprivate var isTaken: Bool { retryOf == nil && state != .held && state != .gone }
}

extension Duration {
  /// Seconds with three digits behind the point.
  var inSeconds: Double {
    let (seconds, attoseconds) = components
    return (Double(seconds) * 1000 + Double(attoseconds / 1_000_000_000_000_000)) / 1000
  }
}
