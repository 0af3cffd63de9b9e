package import ServiceLayer

/// The state of an order: its lines today, and its open rows.
package struct OrderAnswer: Equatable, Sendable, Encodable {
  package enum State: String, Sendable, Encodable {
    /// Every line is allocated or cancelled, and no open row asks for another line.
    case complete
    case partly
    case waiting
    case cancelled
    /// No line was accepted yet, or only cancelled ones; open rows ask for one.
    case pending
    /// No line was accepted, and no open row asks for one; open rows may still name the order.
    case unknown
  }

  package struct Line: Equatable, Sendable, Encodable {
    package let sku: String
    package let qty: Int
    package let ordered: RowPlace?
    /// Exactly one of these three is not nil.
    package var batch: Batch?
    package var waiting: LineWait?
    package var cancelled: Cancellation?

    init(sku: String, qty: Int, ordered: RowPlace?) {
      self.sku = sku
      self.qty = qty
      self.ordered = ordered
    }
  }

  /// The batch that a line is allocated to.
  package struct Batch: Equatable, Sendable, Encodable {
    package let ref: String
    /// `YYYY-MM-DD`; nil if it is in the warehouse.
    package let eta: String?
    /// Whether its eta has passed, and it was not reported as arrived.
    package let isLate: Bool
  }

  package struct Cancellation: Equatable, Sendable, Encodable {
    /// Nil if an earlier version of the program did not store it.
    package let by: RowPlace?
    package let wasWaiting: Bool
  }

  package let orderid: String
  package let state: State
  /// By sku.
  package let lines: [Line]
  /// Its rows that are deferred, or rejected and not corrected yet.
  package let rows: [OpenOrderRow]
  /// The known order with an id similar to an unknown one.
  package let near: String?

  init(orderid: String, lines: [Line], rows: [OpenOrderRow], near: String? = nil) {
    self.orderid = orderid
    self.near = near
    self.lines = lines
    self.rows = rows
    let counts = Counts(lines, rows)
    state =
      switch (counts.allocated, counts.waiting, counts.notAccepted) {
      case (0, 0, 0): counts.cancelled > 0 ? .cancelled : .unknown
      case (0, 0, _): .pending
      case (0, _, _): .waiting
      case (_, 0, 0): .complete
      default: .partly
      }
  }

  package var counts: Counts { Counts(lines, rows) }

  /// The state of its lines.
  package struct Counts: Equatable, Sendable {
    package let allocated: Int
    package let waiting: Int
    package let cancelled: Int
    /// Open rows that ask for a line of a sku for which no line was accepted.
    package let notAccepted: Int

    /// All but the cancelled ones.
    package var all: Int { allocated + waiting + notAccepted }

    init(_ lines: [Line], _ rows: [OpenOrderRow]) {
      allocated = lines.filter { $0.batch != nil }.count
      waiting = lines.filter { $0.waiting != nil }.count
      cancelled = lines.filter { $0.cancelled != nil }.count
      let known = Set(lines.map(\.sku))
      notAccepted =
        rows.filter { row in
          row.asksForALine && row.sku.map { !known.contains($0) } ?? true
        }.count
    }
  }
}
