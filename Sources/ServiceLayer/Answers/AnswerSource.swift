package import Domain

/// Answers one question at a time, about order lines, rows, imports, batches and stock, for read-only
/// commands and other interfaces.
///
/// Every answer comes from one committed state. Most are found by key, so their time does not grow
/// with the number of order lines.
package protocol AnswerSource: AnyObject {
  /// Every accepted line of an order, by sku in byte order; empty if none was accepted.
  func lines(of orderID: OrderID) throws -> [LineToday]
  /// All back-orders, counted.
  func waiting() throws -> WaitingLines
  /// How many back-orders began to wait in this run or an earlier one.
  func linesWaiting(upTo run: Int) throws -> Int
  /// How many orders have all, some or none of their lines allocated, ignoring
  /// cancelled lines.
  func orderCounts() throws -> OrderCounts
  /// The batches whose eta is before a day, `YYYY-MM-DD`.
  ///
  /// The first `most` are listed, by eta and then by reference.
  func lateBatches(before day: String, naming most: Int) throws -> LateBatches
  /// The free stock of a sku; its `most` largest batches are listed.
  func freeStock(of sku: Sku, naming most: Int) throws -> FreeStock
  /// Calls `row` with each open row of these kinds of file whose cells contain these bytes, in order
  /// of arrival.
  func openRows(
    of kinds: [FileKind],
    containing bytes: [UInt8],
    _ row: (KeptRow) throws -> Void
  ) throws

  /// The imports of files with this name, newest first, without retries.
  func imports(named name: FileName) throws -> [FileImport]
  /// The imports of files whose name has this beginning, newest first, without retries.
  func imports(namedFrom beginning: FileName) throws -> [FileImport]
  /// The imported file name that is displayed as this text; nil if there is none.
  func fileName(displayedAs text: String) throws -> FileName?
  /// The imports that retried an import's deferred rows, in order.
  func retries(of importID: Int) throws -> [FileImport]
  /// The kept row of an import that begins on a line of its file.
  ///
  /// Nil if the row was done, or was closed and then deleted by a later run.
  func keptRow(of importID: Int, line: Int) throws -> KeptRow?
  /// The import among these in which a row created, placed or removed an order
  /// line; nil if there is none.
  func importThatApplied(row: Int, among importIDs: [Int]) throws -> Int?
  /// The import in which a row cancelled a line of an order; nil if that row cancelled none.
  func importThatCancelled(_ orderID: OrderID, importID: Int, line: Int) throws -> Int?
  /// A batch as it is today, and the row that created it; nil if it is not known.
  func batch(_ reference: BatchReference) throws -> KnownBatch?
  /// The first batch of a sku, which made the sku known; nil if there is none.
  func firstBatch(of sku: Sku) throws -> KnownBatch?
  /// The states of the order lines that some imports accepted, counted.
  func lineCounts(broughtBy importIDs: [Int]) throws -> LineCounts
}

/// Where a person can find a row.
///
/// It has the name under which the file was dropped, the line as an editor counts lines, and the
/// run in which the row was done.
package struct RowPlace: Hashable, Sendable, Encodable {
  package let file: String
  package let line: Int
  package let run: String

  package init(file: String, line: Int, run: String) {
    self.file = file
    self.line = line
    self.run = run
  }

  package var told: String { "\(file):\(line), run \(run)" }
}
