/// A file that a run chose, and its result; only the data needed about the many files of recent
/// weeks.
package struct Arrival: Equatable, Sendable {
  package let name: FileName
  /// The run that chose it: its id, its name and its start in seconds since 1970.
  package let run: Int
  package let runName: String
  package let started: Int
  package let state: FileImport.State
  /// The rows that no earlier file with this name had.
  package let newRows: Int
  /// The first file with the bytes of a duplicate.
  package let first: First?

  package struct First: Equatable, Sendable {
    package let name: FileName
    package let runName: String

    package init(name: FileName, runName: String) {
      self.name = name
      self.runName = runName
    }
  }

  package init(
    name: FileName,
    run: Int,
    runName: String,
    started: Int,
    state: FileImport.State,
    newRows: Int = 0,
    first: First? = nil
  ) {
    self.name = name
    self.run = run
    self.runName = runName
    self.started = started
    self.state = state
    self.newRows = newRows
    self.first = first
  }
}

/// The start of an `allot run`.
package struct NightStart: Equatable, Sendable {
  package let run: Int
  /// Seconds since 1970, UTC.
  package let started: Int

  package init(run: Int, started: Int) {
    self.run = run
    self.started = started
  }
}
