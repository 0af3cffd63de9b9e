/// Open rows with the same reason: the code and column of their last fault.
package struct OpenGroup: Equatable, Sendable {
  package let outcome: KeptRow.Outcome
  package let code: String
  package let column: String
  /// Whether one of the runs in question left them open, not an earlier one.
  package let isNew: Bool
  package let rows: Int
  package let files: Int
  /// How many nights ago the oldest of them came.
  package let nights: Int
  /// The oldest of them, with its cell and its reason.
  package let file: FileName
  package let line: Int
  package let value: String
  package let reason: String
  /// The file in `rejects/` that contains the oldest of them; nil if there is none.
  package let rejectsFile: FileName?

  package init(
    outcome: KeptRow.Outcome,
    code: String,
    column: String,
    isNew: Bool,
    rows: Int,
    files: Int,
    nights: Int,
    file: FileName,
    line: Int,
    value: String,
    reason: String,
    rejectsFile: FileName?
  ) {
    self.outcome = outcome
    self.code = code
    self.column = column
    self.isNew = isNew
    self.rows = rows
    self.files = files
    self.nights = nights
    self.file = file
    self.line = line
    self.value = value
    self.reason = reason
    self.rejectsFile = rejectsFile
  }
}
