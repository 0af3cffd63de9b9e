/// The ledger of rows that were not done: rows that people correct, and rows that are tried again.
package protocol RowLedger: AnyObject {
  /// The imports that have deferred rows, each with their number, in order.
  func importsWithDeferredRows(of kind: FileKind) throws -> [(importID: Int, rows: Int)]
  /// The deferred rows of an import that a retry has not tried yet, in the order of the file.
  ///
  /// It returns at most `limit` rows, and fewer if they are long.
  func deferredRows(of importID: Int, notTriedSince retry: Int, limit: Int) throws
    -> [KeptRow]
  /// Passes on the open deferred rows of files of a kind, oldest first and one at a time, because
  /// they may be long.
  ///
  /// Rows whose line was cancelled are not included.
  ///
  /// - Returns: How many there are, without the limit.
  func openDeferredRows(
    of kind: FileKind,
    atMost limit: Int,
    _ row: (KeptRow) throws -> Void
  ) throws -> Int
  /// The rows that an import rejected, in the order of their files.
  func rejectedRows(triedIn importID: Int, _ row: (KeptRow) throws -> Void) throws
  /// The largest number of cells in a row that an import rejected; nil if it rejected none.
  func widestRejectedRow(triedIn importID: Int) throws -> Int?

  /// Closes the rejected rows that nobody has to correct any more.
  ///
  /// These are the rows whose order line or batch was accepted since, and the rows that were
  /// rejected `forgetDays` nights or more before a run.
  func closeRows(at run: Run, forgetDays: Int) throws
  /// The open rejected rows of an import, up to a row, by the file in `rejects/` that contains
  /// them.
  func rowsToCorrect(of importID: Int, upTo row: Int) throws -> [RowsToCorrect]
  /// How many rows that an import rejected still have to be corrected.
  ///
  /// These rows are open, and no other row has created their order line or batch.
  func rowsToCorrect(rejectedIn importID: Int) throws -> Int
  /// The files in `rejects/` that contain open rows, each with the import that rejected them.
  func filesToCorrect() throws -> [(importID: Int, name: FileName)]
  /// The order lines of which an import was the first to skip a row, unless they were cancelled
  /// since; nil if there are none.
  func skipped(by importID: Int) throws -> SkippedOrderLines?
  /// The rows that runs before this one left open.
  func openRows(before run: Run) throws -> OpenRows
  /// The rows that a run rejected, grouped by the code and column of their last fault; most first.
  func rejections(in run: Run) throws -> [RejectionGroup]
  /// All open rows, in groups, most first.
  ///
  /// Rows that a run rejected, and that the same run closed again, are included. A group is new if
  /// runs from the id `first` on left it open.
  func openGroups(at run: Run, newSince first: Int) throws -> [OpenGroup]
}
