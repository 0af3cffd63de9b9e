/// One reading of one file, or one retry of a file's deferred rows; numbered in order.
package struct Import: Equatable, Sendable {
  /// What became of the file, as files.csv says it.
  package enum State: String, Sendable {
    case imported, grown, duplicate, retried, failed, held
    /// It was chosen, but gone from the inbox before it could be claimed.
    case gone

    /// Whether its rows were read and have an outcome each.
    package var wasRead: Bool { self == .imported || self == .grown || self == .retried }
  }

  package enum Phase: String, Sendable {
    case chosen
    /// It was read through once and its rows are being applied.
    case loading
    /// Its outcome is committed; the file is still to be moved.
    case complete
    /// The file lies where it stays.
    case settled
  }

  package let id: Int
  package let run: Int
  /// The bytes of the name it was dropped under.
  package let name: FileName
  package let kind: FileKind?
  /// The import whose deferred rows are tried again.
  package let retryOf: Int?
  package var phase: Phase
  package var state: State

  package var sha256 = ""
  package var size = 0
  /// The header as it came, one CSV record.
  package var header: [UInt8] = []
  package var delimiter: UInt8 = 0x2C
  package var rows = 0
  /// Rows known from an earlier, shorter file of this name.
  package var skippedRows = 0
  package var blankRows = 0
  /// The last row has no line end: a longer file may continue it.
  package var endsOpen = false

  package var doneRows = 0
  package var counts = RowCounts()

  /// The import that had these bytes, or the beginning of them, first.
  package var earlier: Int?
  package var reason = ""
  package var warnings: [String] = []
  package var needsHuman = false
  /// Where the file was put, relative to its folder.
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
