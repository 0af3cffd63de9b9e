/// The ledger of files: what each run has done with each file.
package protocol ImportLedger: AnyObject {
  /// The files of a run, in their order.
  func imports(of run: Run) throws -> [FileImport]
  func find(_ importID: Int) throws -> FileImport?
  func save(_ file: FileImport) throws
  /// Saves a file and returns when that is on disk; if this throws, the outcome is unknown.
  ///
  /// It also stores the columns of the file that are ignored.
  func saveDurably(_ file: FileImport, ignoring columns: [String]) throws
  /// The ignored columns of a run's files that no earlier file of the same kind had, by import.
  func newColumns(in run: Run) throws -> [Int: Set<String>]

  /// The newest import of these bytes.
  func newestImport(sha256: String, before importID: Int) throws -> FileImport?
  /// The imports of files with this name, oldest first.
  func imports(named name: FileName, kind: FileKind, before importID: Int) throws
    -> [ImportedBytes]
  /// The final paths of the files of all runs that started in a span of time.
  func destinations(ofRunsStarted span: Range<Int>) throws -> Set<FileName>
  /// The names of all files that runs chose since a time, in seconds since 1970.
  func names(since time: Int) throws -> Set<FileName>
  /// Whether a file of a kind was imported between two imports.
  func anotherCame(of kind: FileKind, after earlier: Int, before later: Int) throws -> Bool
  /// The newest retry of an import's rows before another retry.
  func lastRetry(of importID: Int, before retry: Int) throws -> FileImport?
  /// The files that failed in runs since a time, in order.
  ///
  /// A file is left out if a later file has the same name, or if the same bytes were imported
  /// later.
  func failedFiles(since started: Int) throws -> [FileImport]
  /// Whether the last run that read the inbox held a file with this name.
  func wasHeld(_ name: FileName, before run: Run) throws -> Bool
}

extension ImportLedger {
  package func saveDurably(_ file: FileImport) throws { try saveDurably(file, ignoring: []) }
}

/// The size and digest of an import: the only data needed about the many earlier files with one
/// name.
package struct ImportedBytes: Equatable, Sendable {
  package let id: Int
  package let size: Int
  package let sha256: String

  package init(id: Int, size: Int, sha256: String) {
    self.id = id
    self.size = size
    self.sha256 = sha256
  }
}
