package import ServiceLayer

/// What became of a row of a file.
package struct RowAnswer: Equatable, Sendable, Encodable {
  package struct Cell: Equatable, Sendable, Encodable {
    package let column: String
    package let value: String
  }

  package struct Outcome: Equatable, Sendable, Encodable {
    package enum State: String, Sendable, Encodable {
      case applied, unchanged, deferred, rejected
      /// The ledger keeps only how many rows of such a file were applied, and how many unchanged.
      case appliedOrUnchanged = "applied_or_unchanged"
      /// It was known from a shorter file of the same name, and was not looked at.
      case knownBefore = "known_before"
      /// The run that reads the file has not come to it, or broke off before.
      case notRead = "not_read"
      case header, blank
      /// Its file is a duplicate, failed, or was held.
      case fileNotTaken = "file_not_taken"
      /// The file cannot be read again, so that nobody can tell which row stood there.
      case untold
    }

    package let state: State
    /// The run in which it was done; nil where it was not, or only its first run is known.
    package var run: String?
    /// Codes and reasons of its faults.
    package var faults: [RowFault] = []
    /// What else there is to say.
    package var note = ""

    init(_ state: State, run: String? = nil, faults: [RowFault] = [], note: String = "") {
      self.state = state
      self.run = run
      self.faults = faults
      self.note = note
    }
  }

  /// A row that came back, and what became of it.
  package struct Mended: Equatable, Sendable, Encodable {
    package let row: RowPlace
    package let outcome: Outcome
  }

  package let file: String
  package let line: Int
  package let run: String
  package let kind: String
  /// The cells of the columns that are used, in the order of the file; empty where they cannot be read.
  package var cells: [Cell] = []
  package var outcome: Outcome
  /// The file in `rejects/` in which it came back.
  package var backAs: String?
  package var mended: [Mended] = []
  /// Where the line or batch that it names stands today.
  package var now: String?
  /// Other runs in which a file of this name came, newest first.
  package let otherRuns: [String]
}

/// What became of a file: each of its imports, newest first.
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
    /// Where its bytes lie; nil where they are nowhere.
    package let place: String?
    package let rejectsFile: String?
    package let sha256: String
  }

  package let file: String
  package let kind: String
  package let delimiter: String
  package let imports: [Import]
  /// How the lines stand that it brought.
  package let today: LineCounts?
}
