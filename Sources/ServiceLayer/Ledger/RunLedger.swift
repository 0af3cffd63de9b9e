/// The ledger of runs; an interrupted run is found there and finished first.
package protocol RunLedger: AnyObject {
  /// Returns when all commits so far are on disk; do not act on a commit before that.
  ///
  /// A power cut may undo the newest commits, so no file may be moved because of one of them.
  func barrier() throws
  /// Records that a run begins, with a name that is not taken, and returns when that is on disk.
  func begin(
    _ command: Run.Command,
    started: Int,
    settings: Run.Settings,
    avoiding taken: Set<String>
  ) throws -> Run
  /// Records the files that a run takes, in order, numbers them, and returns when that is on disk.
  ///
  /// Otherwise, a power cut after the reports were published could undo the choice. The next run
  /// would choose again, and files that it adds would be in no report, since the reports exist
  /// already.
  ///
  /// `leftAlone` has the entries of the inbox that are not taken, with the reasons. Only the newest
  /// run that read the inbox keeps them.
  func choose(_ files: [ChosenFile], leftAlone: [LeftAlone], for run: Run) throws
  /// Records that the reports of a run are published, and the numbers of its night.
  ///
  /// Later reports contain the changes since then. The units ordered since the previous publication
  /// become the units of this night. The units of runs before `first` are deleted.
  func publish(_ run: Run, as night: NightNumbers, keepingOrdersSince first: Int) throws
  /// Records that a run is finished; its configuration is deleted.
  func finish(_ run: Run) throws

  /// The inbox entries left alone by the last run before this one that read the inbox.
  func leftAlone(before run: Run) throws -> [LeftAlone]
  /// The run that was interrupted; there is at most one.
  func unfinished() throws -> Run?
  /// The newest runs, newest first.
  func newest(_ limit: Int) throws -> [Run]
  /// The names among these that are names of runs.
  func known(among names: [String]) throws -> Set<String>
  /// All runs whose reports were published, newest first; there is one for each night.
  func published() throws -> [Run]
  /// The runs with these names whose reports were published, newest first.
  func published(among names: [String]) throws -> [Run]
  /// The id of the last run that began before a time, in seconds since 1970; 0 if there is none.
  func lastRun(startedBefore time: Int) throws -> Int
  /// The run that took a file.
  func run(of file: FileImport) throws -> Run?
}

extension RunLedger {
  package func begin(_ command: Run.Command, started: Int, settings: Run.Settings) throws -> Run {
    try begin(command, started: started, settings: settings, avoiding: [])
  }

  package func publish(_ run: Run, as night: NightNumbers = NightNumbers()) throws {
    try publish(run, as: night, keepingOrdersSince: 0)
  }

  package func choose(_ files: [ChosenFile], for run: Run) throws {
    try choose(files, leftAlone: [], for: run)
  }
}
