import Configuration
import FileSystem
package import ServiceLayer
import SystemPackage

/// One execution of `allot run`, `import` or `report`; the page Commands explains the order.
///
/// Every step can be repeated, and the ledger knows which steps are done: so the same code begins a
/// run and finishes an interrupted one.
package struct NightlyRun {
  private let store: any Store
  private let folders: Folders
  private let environment: RunEnvironment
  private let bus: MessageBus

  package init(
    store: any Store,
    folders: Folders,
    environment: RunEnvironment,
    bus: MessageBus? = nil
  ) {
    self.store = store
    self.folders = folders
    self.environment = environment
    self.bus = bus ?? MessageBus(isStopping: environment.isStopping)
  }

  /// Finishes an interrupted run, then executes a new one; the run lock must be held.
  ///
  /// The run is named after `started`, in seconds since 1970. The summary of the interrupted run is
  /// returned first.
  package func execute(
    _ command: Run.Command,
    started: Int,
    settings: Run.Settings
  ) throws -> [RunSummary] {
    do {
      // Until a commit is on disk, a power cut can undo what is already visible.
      try store.runs.barrier()
      return try finishAll(isRehearsal: false) {
        try store.runs.begin(
          command,
          started: started,
          settings: noted(settings),
          avoiding: publishedNames()
        )
      }
    } catch let stopped as Stopped {
      // Waits for the chunk that is being written; an error there is more important.
      try store.flush()
      throw stopped
    }
  }

  /// Executes an import with the real handlers, and rolls everything back.
  package func rehearse(started: Int, settings: Run.Settings) throws -> [RunSummary] {
    try store.rehearse {
      try finishAll(isRehearsal: true) {
        try store.runs.begin(.import, started: started, settings: noted(settings))
      }
    }
  }

  /// The settings, with everything else that is needed to finish an interrupted run.
  private func noted(_ settings: Run.Settings) -> Run.Settings {
    var settings = folders.noted(in: settings)
    settings.noteRowRules()
    return settings
  }

  private func finishAll(isRehearsal: Bool, begin: () throws -> Run) throws -> [RunSummary] {
    var summaries: [RunSummary] = []
    // A rehearsal moves no file, so what one run took must be hidden from the next.
    var taken: Set<FileName> = []
    while let interrupted = try store.runs.unfinished() {
      summaries.append(
        try finish(interrupted, isRehearsal: isRehearsal, without: taken, after: [], lost: nil)
      )
      if isRehearsal { taken.formUnion(try leftInInbox(by: interrupted)) }
    }
    let lost = try LostWork(in: folders, store, .recent)
    summaries.append(
      try finish(begin(), isRehearsal: isRehearsal, without: taken, after: summaries, lost: lost)
    )
    return summaries
  }

  /// The names of existing reports, perhaps of runs that the ledger does not know; a new run must
  /// not have such a name.
  private func publishedNames() throws -> Set<String> {
    guard try folders.reports.exists() else { return [] }
    return Set(try folders.reports.names().map(\.string).filter(RunName.isOne))
  }

  /// The files that a rehearsed run took and that are still in the inbox.
  ///
  /// A file that it claimed before it was interrupted is not there any more: a file with that name
  /// in the inbox is another one.
  private func leftInInbox(by run: Run) throws -> [FileName] {
    guard run.settings.files == nil else { return [] }
    let folders = folders.asNoted(in: run.settings)
    let custody = Custody(folders: folders, run: run, isRehearsal: true)
    return try store.imports.imports(of: run)
      .filter { try $0.takesFile && $0.destination == nil && !custody.isClaimed($0) }
      .map(\.name)
  }

  private func finish(
    _ run: Run,
    isRehearsal: Bool,
    without taken: Set<FileName>,
    after finishedFirst: [RunSummary],
    lost: LostWork?
  ) throws -> RunSummary {
    try RunCompletion(
      of: run,
      in: store,
      folders: folders,
      environment: environment,
      bus: bus,
      isRehearsal: isRehearsal
    ).complete(without: taken, after: finishedFirst, lost: lost)
  }
}
