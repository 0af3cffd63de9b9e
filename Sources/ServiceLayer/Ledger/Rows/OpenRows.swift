/// How many rows are open, and for how long.
package struct OpenRows: Equatable, Sendable {
  /// Rejected rows that nobody has corrected yet.
  package var rejected = 0
  /// Rows that each run tries again.
  package var deferred = 0
  /// How many nights ago the oldest of them came.
  package var nights = 0

  package init(rejected: Int = 0, deferred: Int = 0, nights: Int = 0) {
    self.rejected = rejected
    self.deferred = deferred
    self.nights = nights
  }
}

/// Open rejected rows, and the file in `rejects/` in which they can be corrected.
package struct RowsToCorrect: Equatable, Sendable {
  package var rows: Int
  /// Nil if an old version did not store it.
  package let file: FileName?

  package init(rows: Int, file: FileName?) {
    self.rows = rows
    self.file = file
  }
}

/// Rows that a run rejected for the same reason.
package struct RejectionGroup: Equatable, Sendable {
  package let code: String
  package let column: String
  package let rows: Int
  package let files: Int
  /// The first of the files.
  package let file: FileName

  package init(code: String, column: String, rows: Int, files: Int, file: FileName) {
    self.code = code
    self.column = column
    self.rows = rows
    self.files = files
    self.file = file
  }
}

extension Run {
  /// How many nights are between an earlier run and this one, by their start dates in UTC.
  package func nights(since earlier: Run) -> Int { started / 86_400 - earlier.started / 86_400 }
}
