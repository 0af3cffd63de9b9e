/// The ledger of nights: one row of numbers for each run that published reports.
///
/// `RunLedger.publish` writes it.
package protocol NightLedger: AnyObject {
  /// The newest nights before a run, newest first; runs of old versions have none.
  ///
  /// `changes` is read only for runs from the id `first` on.
  func nights(before run: Run, limit: Int, withChangesSince first: Int) throws -> [Night]
  /// The row counts of a run and of the runs before it that published nothing, by kind of file.
  func rows(upTo run: Run) throws -> [FileKind: RowCounts]
  /// The units ordered in the nights since the run `first`, and since the last publication.
  func demand(since first: Int, naming most: Int) throws -> Demand

  /// The starts of each `allot run` since a time, in seconds since 1970, up to a run; oldest first.
  func starts(since time: Int, upTo run: Run) throws -> [NightStart]
  /// The files with an outcome that runs chose since a time, up to a run, in order.
  ///
  /// Retries, and files that had disappeared, are not included.
  func arrivals(since time: Int, upTo run: Run) throws -> [Arrival]
  /// For each file name, the start of the last run that took such a file.
  ///
  /// Only the runs since a time and up to a run count.
  func lastArrivals(since time: Int, upTo run: Run) throws -> [FileName: Int]
}
