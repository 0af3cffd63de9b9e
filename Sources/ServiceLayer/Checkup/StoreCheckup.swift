/// Inspects a store without changing it.
package protocol StoreCheckup: AnyObject {
  /// The runs that are committed.
  var runs: any RunLedger { get }
  /// The files that are committed.
  var imports: any ImportLedger { get }

  /// The paths that are not known to the store and were reported already: see `SetAside`.
  func setAside() throws -> Set<[UInt8]>

  /// Reads everything as it was when the body began, even if a run commits meanwhile.
  func asOfOneMoment<Result>(_ body: () throws -> Result) throws -> Result

  /// Checks that the store is not damaged and that its numbers agree.
  ///
  /// `quickly` leaves out a slow check: whether the indexes match the tables.
  ///
  /// - Returns: Whether the ledgers can be read; false if the store is damaged or not set up.
  func examine(quickly: Bool, _ tell: (Finding) -> Void) throws -> Bool

  /// Whether the store changed in a way that may have made earlier reads wrong.
  func hasChangedUnderneath() -> Bool
}
