package import ServiceLayer

/// What became of an order: its lines as they stand today, and the open rows that are of it.
package struct OrderAnswer: Equatable, Sendable, Encodable {
  package enum State: String, Sendable, Encodable {
    /// Every line that is not cancelled is allocated, and no row that asks for another is open.
    case complete
    case partly
    case waiting
    case cancelled
    /// No line was accepted yet, or none that is not cancelled; rows that ask for one are open.
    case pending
    /// No line was accepted, and no open row asks for one; open rows may name it.
    case unknown
  }

  package struct Line: Equatable, Sendable, Encodable {
    package let sku: String
    package let qty: Int
    package let ordered: RowPlace?
    /// Just one of these three is there.
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
    /// `YYYY-MM-DD`; nil where it is in the warehouse.
    package let eta: String?
    /// Whether its day has passed, and nobody reported that it arrived.
    package let isLate: Bool
  }

  package struct Cancellation: Equatable, Sendable, Encodable {
    /// Nil where an earlier version of the program did not keep it.
    package let by: RowPlace?
    package let wasWaiting: Bool
  }

  package let orderid: String
  package let state: State
  /// By sku.
  package let lines: [Line]
  /// Rows of it that are deferred, or rejected and not mended yet.
  package let rows: [OpenOrderRow]
  /// The known order whose id is nearly the same as one that is not known.
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

  /// How its lines stand.
  package struct Counts: Equatable, Sendable {
    package let allocated: Int
    package let waiting: Int
    package let cancelled: Int
    /// Open rows that ask for a line of a sku of which none was accepted.
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
