package import Domain

/// Records the outcomes of rows, in the transaction of their changes.
package protocol RowRecorder: AnyObject {
  /// Stores a row that was not done, and replaces what was stored of it before.
  func keep(_ row: KeptRow) throws
  /// Deletes a deferred row, because it is done.
  func forget(_ source: RowSource) throws
  /// Closes the open row that begins on a line and was rejected by an import, because it came back.
  func close(line: Int, rejectedIn importID: Int) throws
  /// Records that a rule skips a row of an order line that is not cancelled; only the first row of
  /// each line counts.
  func noteSkipped(_ orderID: OrderID, _ sku: Sku, at line: Int, by importID: Int) throws
  /// Records how many rows of an import are done, and their outcomes.
  func advance(_ importID: Int, doneRows: Int, counts: RowCounts) throws
}
