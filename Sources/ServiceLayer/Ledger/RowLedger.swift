/// What the ledger says of rows, written in the transaction of what the rows did.
package protocol RowLedger: AnyObject {
  /// Keeps a row that was not done, in place of what was kept of it before.
  func keep(_ row: UnsettledRow) throws
  /// Forgets a deferred row: it is done.
  func settle(_ source: RowSource) throws
  /// Says how far an import has come, and what became of its rows so far.
  func advance(_ importID: Int, doneRows: Int, counts: RowCounts) throws
}
