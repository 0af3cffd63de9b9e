/// One reading of one file, or one retry of a file's deferred rows; numbered in order.
///
/// Only the steps in `FileImport+Steps` change its phase and its state.
package struct FileImport: Equatable, Sendable {
  /// For how many nights people are asked for a file that failed.
  package static let nightsOfFailure = 60

  package let id: Int
  package let run: Int
  /// The name under which the file was dropped.
  package let name: FileName
  package let kind: FileKind?
  /// The import whose deferred rows this one retries.
  package let retryOf: Int?
  package internal(set) var phase: Phase
  package internal(set) var state: State

  package var sha256 = ""
  package var size = 0
  /// The header as it was in the file, as one CSV record.
  package var header: [UInt8] = []
  package var delimiter: UInt8 = 0x2C
  package var hasByteOrderMark = false
  package var rows = 0
  /// Rows that are known from an earlier, shorter file with this name.
  package var skippedRows = 0
  package var blankRows = 0
  /// Rows that a rule of the configuration skips.
  package var unwantedRows = 0
  /// How the file is read; nil if no rule of the configuration matches.
  package var reading: FileReading?
  /// Whether the last row has no line end, so that a longer file may continue it.
  package var endsOpen = false

  package var doneRows = 0
  package var counts = RowCounts()

  /// The earlier import of the same bytes, or of the beginning of these bytes.
  package var earlier: Int?
  package var reason = ""
  package var warnings: [String] = []
  package var needsHuman = false
  /// The file in `rejects/` that contains its rejected rows.
  package var rejectsFile: FileName?
  /// The final path of the file, relative to its folder.
  package var destination: FileName?

  package init(
    id: Int,
    run: Int,
    name: FileName,
    kind: FileKind?,
    retryOf: Int? = nil,
    phase: Phase = .chosen,
    state: State = .imported
  ) {
    self.id = id
    self.run = run
    self.name = name
    self.kind = kind
    self.retryOf = retryOf
    self.phase = phase
    self.state = state
  }
}
