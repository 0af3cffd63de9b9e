/// One thing that is wrong with a row, told so that the person who can mend it finds it.
package struct RowFault: Equatable, Sendable {
  /// Stable, for machines; the README lists them.
  package let code: String
  /// The column's name as the contract has it; empty where the fault is the whole row's.
  package let column: String
  package let value: String
  package let reason: String

  package init(code: String, column: String = "", value: String = "", reason: String) {
    self.code = code
    self.column = column
    self.value = value
    self.reason = reason
  }
}
