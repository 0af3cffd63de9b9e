package import Domain

/// A row that was not done: rejected, so that a person corrects it, or deferred, so that it is
/// tried again.
package struct KeptRow: Equatable, Sendable {
  package enum Outcome: String, Sendable {
    case rejected, deferred
  }

  package let source: RowSource
  package let outcome: Outcome
  /// The import that tried it last: its own, or a later retry.
  package let triedIn: Int
  /// The cells as they were in the file, as one CSV record.
  package let cells: [UInt8]
  package let cellCount: Int
  package let faults: [RowFault]
  /// The order line or batch that a rejected row would have created, if it was not known then.
  ///
  /// Once another row creates it, this row is closed.
  package let awaited: RowKey?
  /// The order line that a deferred row will create; a cancellation withdraws it.
  package let deferredLine: OrderLine?
  /// False if it does not have to be corrected any more and is not tried again.
  package var isOpen: Bool

  package init(
    source: RowSource,
    outcome: Outcome,
    triedIn: Int,
    cells: [UInt8],
    cellCount: Int,
    faults: [RowFault],
    awaited: RowKey? = nil,
    deferredLine: OrderLine? = nil,
    isOpen: Bool = true
  ) {
    self.source = source
    self.outcome = outcome
    self.triedIn = triedIn
    self.cells = cells
    self.cellCount = cellCount
    self.faults = faults
    self.awaited = awaited
    self.deferredLine = deferredLine
    self.isOpen = isOpen
  }
}
