/// A store that can be looked into without a trace.
package protocol StoreCheckup: AnyObject {
  /// The runs and files that are committed.
  var ledger: any Ledger { get }

  /// Reads everything as it was when the body began, whatever a run commits meanwhile.
  func asOfOneMoment<Result>(_ body: () throws -> Result) throws -> Result

  /// Says of everything inside the store whether it is sound and adds up.
  ///
  /// `quickly` leaves out what takes long: whether the indexes hold what the tables do.
  ///
  /// - Returns: Whether the ledger can be asked; not where the store is damaged or not set up.
  func examine(quickly: Bool, _ tell: (Finding) -> Void) throws -> Bool

  /// Whether the store changed in such a way that what was read of it may be wrong.
  func hasChangedUnderneath() -> Bool
}
