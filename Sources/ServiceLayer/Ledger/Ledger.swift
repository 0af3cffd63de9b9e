/// The memory of runs, files and rows, by which no row takes effect twice or not at all.
package protocol Ledger: AnyObject {
  /// Returns once whatever is visible is on disk: only then may it be acted upon (design.md,
  /// section 7, step 2).
  func barrier() throws
  /// Records that a run begins, and returns once that is on disk.
  func begin(_ command: Run.Command, started: Int, settings: Run.Settings) throws -> Run
  /// A run that died or was stopped; there is at most one.
  func unfinishedRun() throws -> Run?
  /// Runs, newest first.
  func runs(limit: Int) throws -> [Run]
  /// The newest run that was not for reports alone.
  func lastImportingRun() throws -> Run?
  /// The runs whose reports were published, newest first.
  func publishedRuns() throws -> [Run]
  /// Records which files a run takes, in their order, numbered.
  ///
  /// `leftAlone` says what lies in the inbox and is not taken, with the reasons.
  func choose(_ files: [ChosenFile], leftAlone: [String], for run: Run) throws
  /// Records that the reports of a run are published: later ones tell what changed since.
  func publish(_ run: Run) throws
  func finish(_ run: Run) throws

  func imports(of run: Run) throws -> [Import]
  func find(_ importID: Int) throws -> Import?
  func run(of file: Import) throws -> Run?
  func save(_ file: Import) throws
  /// Saves and returns once it is on disk; where this throws, the outcome is unknown.
  func saveDurably(_ file: Import) throws

  /// The newest import of these bytes.
  func newestImport(sha256: String, before importID: Int) throws -> Import?
  /// The imports of files of this name, oldest first.
  func imports(named name: FileName, kind: FileKind, before importID: Int) throws -> [Import]
  /// Whether a file of the kind was imported between two imports.
  func anotherCame(of kind: FileKind, after earlier: Int, before later: Int) throws -> Bool
  /// Whether the last run that looked into the inbox held a file of this name.
  func wasHeld(_ name: FileName, before run: Run) throws -> Bool

  /// The imports that have deferred rows, with the number of those, in order.
  func importsWithDeferredRows(of kind: FileKind) throws -> [(importID: Int, rows: Int)]
  /// Deferred rows of an import that were not tried since another, in their first order: at the
  /// most so many, and fewer where they are long.
  func deferredRows(of importID: Int, notTriedSince retry: Int, limit: Int) throws
    -> [UnsettledRow]
  /// The rows that an import rejected, in their first order.
  func rejectedRows(triedIn importID: Int, _ row: (UnsettledRow) throws -> Void) throws
  func hasRejectedRows(triedIn importID: Int) throws -> Bool
}

/// A file, or a retry of one, that a run takes.
package struct ChosenFile: Equatable, Sendable {
  package let name: FileName
  package let kind: FileKind?
  package let retryOf: Int?
  /// `held` where it is left in the inbox for the next run.
  package let state: Import.State
  package let reason: String
  package let needsHuman: Bool
  /// The number of deferred rows of a retry.
  package let rows: Int

  package init(
    name: FileName,
    kind: FileKind?,
    retryOf: Int? = nil,
    state: Import.State = .imported,
    reason: String = "",
    needsHuman: Bool = false,
    rows: Int = 0
  ) {
    self.name = name
    self.kind = kind
    self.retryOf = retryOf
    self.state = state
    self.reason = reason
    self.needsHuman = needsHuman
    self.rows = rows
  }
}

extension Ledger {
  package func choose(_ files: [ChosenFile], for run: Run) throws {
    try choose(files, leftAlone: [], for: run)
  }
}
