/// The batches that should have arrived already.
package struct LateBatches: Equatable, Sendable {
  package var batches = 0
  /// The units allocated to order lines, in all of these batches.
  package var promised = 0
  package var first: [BatchToday] = []

  package init(batches: Int = 0, promised: Int = 0, first: [BatchToday] = []) {
    self.batches = batches
    self.promised = promised
    self.first = first
  }
}

/// How many orders have all, some or none of their lines allocated.
///
/// Cancelled lines do not count, and neither do orders that have only cancelled lines.
package struct OrderCounts: Equatable, Sendable, Encodable {
  package var complete = 0
  package var partly = 0
  package var waiting = 0

  package init(complete: Int = 0, partly: Int = 0, waiting: Int = 0) {
    self.complete = complete
    self.partly = partly
    self.waiting = waiting
  }
}

/// The states of some order lines, counted.
package struct LineCounts: Equatable, Sendable, Encodable {
  package var allocated = 0
  package var waiting = 0
  package var cancelled = 0

  package init(allocated: Int = 0, waiting: Int = 0, cancelled: Int = 0) {
    self.allocated = allocated
    self.waiting = waiting
    self.cancelled = cancelled
  }

  package var sum: Int { allocated + waiting + cancelled }
}
