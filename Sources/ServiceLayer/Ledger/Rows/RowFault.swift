/// One thing that is wrong with a row, worded for the person who can correct it.
package struct RowFault: Equatable, Sendable, Encodable {
  /// A stable code, for programs; the page Files lists them.
  package let code: String
  /// The column's name, as on the page Files; empty if the fault concerns the whole row.
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
