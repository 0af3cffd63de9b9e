/// A row that was not done: rejected, so that a person mends it, or deferred, so that it is tried
/// again.
package struct UnsettledRow: Equatable, Sendable {
  package enum Outcome: String, Sendable {
    case rejected, deferred
  }

  package let source: RowSource
  package let outcome: Outcome
  /// The import that tried it last: its own, or a later retry.
  package let triedIn: Int
  /// The cells as they came, one CSV record.
  package let cells: [UInt8]
  package let cellCount: Int
  package let faults: [RowFault]

  package init(
    source: RowSource,
    outcome: Outcome,
    triedIn: Int,
    cells: [UInt8],
    cellCount: Int,
    faults: [RowFault]
  ) {
    self.source = source
    self.outcome = outcome
    self.triedIn = triedIn
    self.cells = cells
    self.cellCount = cellCount
    self.faults = faults
  }
}
