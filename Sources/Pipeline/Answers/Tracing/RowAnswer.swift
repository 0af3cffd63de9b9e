package import ServiceLayer

/// The result of a row of a file.
package struct RowAnswer: Equatable, Sendable, Encodable {
  package struct Cell: Equatable, Sendable, Encodable {
    package let column: String
    package let value: String
  }

  package struct Outcome: Equatable, Sendable, Encodable {
    package enum State: String, Sendable, Encodable {
      case applied, unchanged, deferred, rejected
      /// Applied or unchanged: for such a file the ledger keeps only how many rows were each.
      case appliedOrUnchanged = "applied_or_unchanged"
      /// It was known from a shorter file of the same name, and was skipped.
      case knownBefore = "known_before"
      /// The run that reads the file has not reached it, or was interrupted before it did.
      case notRead = "not_read"
      /// The run that reads the file was interrupted, or is still running.
      case interrupted
      case header, blank
      /// Its file is a duplicate, failed, or was held.
      case fileNotTaken = "file_not_taken"
      /// The file cannot be read again, so it is not known which row was there.
      case untold
    }

    package let state: State
    /// The run in which it was done; nil if it was not, or if only its first run is known.
    package var run: String?
    /// Codes and reasons of its faults.
    package var faults: [RowFault] = []
    /// A remark.
    package var note = ""

    init(_ state: State, run: String? = nil, faults: [RowFault] = [], note: String = "") {
      self.state = state
      self.run = run
      self.faults = faults
      self.note = note
    }
  }

  /// A row that came back, and its result.
  package struct Mended: Equatable, Sendable, Encodable {
    package let row: RowPlace
    package let outcome: Outcome
  }

  package let file: String
  package let line: Int
  package let run: String
  package let kind: String
  /// The cells of the columns that are used, in the order of the file; empty if they cannot be
  /// read.
  package var cells: [Cell] = []
  package var outcome: Outcome
  /// The file in `rejects/` that has it.
  package var backAs: String?
  package var mended: [Mended] = []
  /// The state today of the line or batch that it names.
  package var now: String?
  /// Other runs in which a file of this name came, newest first.
  package let otherRuns: [String]
}

/// The result of a file: each of its imports, newest first.
package struct FileAnswer: Equatable, Sendable, Encodable {
  package struct Import: Equatable, Sendable, Encodable {
    package let run: String
    package let state: String
    package let rows: Int
    package let applied: Int
    package let unchanged: Int
    package let deferred: Int
    package let rejected: Int
    package let reason: String
    /// The path of its bytes; nil if there are none.
    package let place: String?
    package let rejectsFile: String?
    package let sha256: String
  }

  package let file: String
  package let kind: String
  package let delimiter: String
  package let imports: [Import]
  /// The state of the lines that it created.
  package let today: LineCounts?
}
