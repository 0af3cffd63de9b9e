package import ServiceLayer

/// A file of the covered runs.
package struct FileLine: Equatable, Sendable {
  package let sender: String
  package let file: String
  package let state: String
  package let counts: RowCounts
  package let reason: String
  /// Whether a person must look at it.
  package let isFaulty: Bool

  package init(
    sender: String,
    file: String,
    state: String,
    counts: RowCounts,
    reason: String,
    isFaulty: Bool
  ) {
    self.sender = sender
    self.file = file
    self.state = state
    self.counts = counts
    self.reason = reason
    self.isFaulty = isFaulty
  }
}

/// An order line that was removed from a batch.
package struct Removal: Equatable, Sendable {
  package let orderID: String
  package let sku: String
  package let quantity: Int
  package let reference: String
  /// `file:line` of the row that caused it; empty if it is not known.
  package let cause: String
  /// The state of the line now.
  package let now: String

  package init(
    orderID: String,
    sku: String,
    quantity: Int,
    reference: String,
    cause: String,
    now: String
  ) {
    self.orderID = orderID
    self.sku = sku
    self.quantity = quantity
    self.reference = reference
    self.cause = cause
    self.now = now
  }
}
