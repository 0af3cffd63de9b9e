/// A file that a run takes, or a retry of a file's deferred rows.
package struct ChosenFile: Equatable, Sendable {
  package let name: FileName
  package let kind: FileKind?
  package let retryOf: Int?
  /// `held` if it is left in the inbox for the next run.
  package let state: FileImport.State
  package let reason: String
  package let needsHuman: Bool
  /// The number of deferred rows of a retry.
  package let rows: Int
  /// How the file is read; nil if no rule of the configuration matches.
  package var reading: FileReading?

  /// The first phase of its import; for a held file nothing is to be done.
  package var phase: FileImport.Phase { state == .held ? .finished : .chosen }

  package init(
    name: FileName,
    kind: FileKind?,
    retryOf: Int? = nil,
    state: FileImport.State = .imported,
    reason: String = "",
    needsHuman: Bool = false,
    rows: Int = 0,
    reading: FileReading? = nil
  ) {
    self.name = name
    self.kind = kind
    self.retryOf = retryOf
    self.state = state
    self.reason = reason
    self.needsHuman = needsHuman
    self.rows = rows
    self.reading = reading
  }
}
