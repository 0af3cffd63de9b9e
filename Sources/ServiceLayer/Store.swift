/// Where the write model, the ledger and the view are kept.
package protocol Store: AnyObject {
  /// Runs one unit of work: its changes are committed when the body returns, and leave no trace
  /// when it throws.
  func transaction<Result>(_ body: (any UnitOfWork) throws -> Result) throws -> Result

  /// Goes through the real motions and keeps nothing: whatever the body commits is rolled back.
  func rehearse<Result>(_ body: () throws -> Result) throws -> Result

  /// Waits until all that units of work have changed is committed, and throws where that failed.
  ///
  /// A store may write a unit of work while the next one is decided; whatever asks the ledger waits
  /// by itself.
  func settle() throws

  var ledger: any Ledger { get }
  var reports: any ReportSource { get }

  /// Builds the view afresh from the write model and swaps it in, in one transaction.
  func rebuildView() throws
  /// Compares the view with the write model and hands over each difference, by order and sku.
  func verifyView(_ difference: (ViewDifference) throws -> Void) throws
}

/// A line that the view and the write model place differently.
package struct ViewDifference: Equatable, Sendable {
  /// The placement: quantity and batch.
  package struct Place: Equatable, Sendable {
    package let quantity: Int
    package let reference: String

    package init(quantity: Int, reference: String) {
      self.quantity = quantity
      self.reference = reference
    }
  }

  package let orderID: String
  package let sku: String
  /// What the view says; nil where the line is not in it.
  package let inView: Place?
  /// What the write model says; nil where the line is not allocated.
  package let inModel: Place?

  package init(orderID: String, sku: String, inView: Place?, inModel: Place?) {
    self.orderID = orderID
    self.sku = sku
    self.inView = inView
    self.inModel = inModel
  }
}
