/// Where the write model, the ledgers and the view are kept.
package protocol Store: SetAside {
  /// Runs one unit of work: its changes are committed when this returns, and none remains if the
  /// body throws.
  func transaction<Result>(_ body: (any UnitOfWork) throws -> Result) throws -> Result

  /// Like `transaction`, but may return before the commit, so that an importer can already decide
  /// the next chunk.
  ///
  /// Chunks are committed in order. If a commit fails, the next call to the store throws, at the
  /// latest `flush`. Every read waits for pending commits and sees their changes.
  func backgroundTransaction<Result>(_ body: (any UnitOfWork) throws -> Result) throws -> Result
  /// Waits until all background transactions are committed; throws if a commit failed.
  func flush() throws

  /// Runs the body with the real handlers, and rolls back everything that it commits.
  func rehearse<Result>(_ body: () throws -> Result) throws -> Result

  var runs: any RunLedger { get }
  var imports: any ImportLedger { get }
  var rows: any RowLedger { get }
  var nights: any NightLedger { get }
  var changes: any ChangeFeed { get }
  var reports: any ReportSource { get }
  var answers: any AnswerSource { get }

  /// Rebuilds the view from the write model, in one transaction.
  func rebuildView() throws
  /// Compares the view with the write model and passes on each difference, by order id and sku.
  func verifyView(_ difference: (ViewDifference) throws -> Void) throws
}

/// Reports and archived files of runs that the store no longer knows after a backup was restored.
///
/// A person was told about the paths that are stored here, so they are not reported again.
package protocol SetAside: AnyObject {
  /// The paths that were set aside, `reports/RUN` or `archive/DAY/NAME`, as bytes.
  func setAside() throws -> Set<[UInt8]>
  func setAside(_ paths: Set<[UInt8]>) throws
}
