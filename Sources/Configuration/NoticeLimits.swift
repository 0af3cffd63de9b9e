/// The limits above which something is reported as too old, too late or too different.
package struct NoticeLimits: Equatable, Sendable {
  /// How to report, from the second night on, an entry of the inbox that is not taken.
  package var ignoredFiles = Expectation.Level.human
  /// For how many nights a row may be deferred.
  package var deferredNights = 2
  /// For how many days an order line may wait; nil for no limit.
  package var waitingDays: Int?
  /// How many days late a batch may be; nil for no limit.
  package var lateDays: Int?
  /// By which factor a corrected quantity may differ from the old one; nil for no limit.
  package var quantityFactor: Int?

  package init() {}

  static let keys = [
    "ignored-files", "deferred-nights", "waiting-days", "late-days", "quantity-factor",
  ]
}

extension NoticeLimits {
  init(_ table: ConfigurationTable) throws {
    self.init()
    let days = 1...3650
    ignoredFiles = try table.word("ignored-files", Expectation.Level.self) ?? ignoredFiles
    deferredNights = try table.integer("deferred-nights", in: days) ?? deferredNights
    waitingDays = try table.integer("waiting-days", in: days)
    lateDays = try table.integer("late-days", in: days)
    quantityFactor = try table.integer("quantity-factor", in: 2...1_000_000_000)
  }
}
