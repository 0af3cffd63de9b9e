import ServiceLayer

/// One fault of a row that was not done, or would not be done.
package struct FaultyRow: Equatable, Codable, Sendable {
  package let file: String
  /// The line of the file on which the row begins, as an editor counts.
  package let line: Int
  /// `rejected` or `deferred`.
  package let outcome: String
  package let code: String
  package let column: String
  package let value: String
  package let reason: String

  package init(
    file: String,
    line: Int,
    outcome: String,
    code: String,
    column: String,
    value: String,
    reason: String
  ) {
    self.file = file
    self.line = line
    self.outcome = outcome
    self.code = code
    self.column = column
    self.value = value
    self.reason = reason
  }

  init(_ fault: RowFault, file: String, line: Int, outcome: String = "rejected", hint: String = "")
  {
    self.file = file
    self.line = line
    self.outcome = outcome
    code = fault.code
    column = fault.column
    value = fault.value
    reason = fault.reason + hint
  }

  package var text: String { "\(file):\(line): \(outcome) (\(code)): \(reason)" }
}
