import Domain
import ServiceLayer

/// The facts of a night, gathered while its reports are written, so that no table is read twice.
struct NightFacts: Equatable, Sendable {
  var changes = ChangeTally()
  var orders = OrderCounts()
  var waiting = WaitingFacts()
  var short = ShortFacts()
  var late = LateFacts()
}

extension NightNumbers {
  /// Makes the numbers that are stored for a night.
  ///
  /// - Parameters:
  ///   - facts: The facts from the reports.
  ///   - first: Lines that began to wait in this run or later are new.
  ///   - rows: The outcomes of the rows since the last publication, by kind of file.
  ///   - openRows: How many rows are open.
  ///   - kind: The kind of file of an import.
  init(
    _ facts: NightFacts,
    newSince first: Int,
    rows: [FileKind: RowCounts],
    openRows: Int,
    kind: (_ importID: Int) throws -> FileKind?
  ) rethrows {
    self.init()
    allocated = facts.changes.causes.reduce(0) { $0 + $1.allocated }
    deallocated = facts.changes.causes.reduce(0) { $0 + $1.deallocated }
    newlyWaiting = facts.waiting.lines(since: first)
    cancelled = rows[.cancellations]?.applied ?? 0
    waitingLines = facts.waiting.lines
    waitingUnits = facts.short.units
    shortSkus = facts.short.skus
    orders = facts.orders
    self.openRows = openRows
    for counts in rows.values { self.rows += counts }
    changes = try NightChanges(facts.changes, rows, kind)
  }
}

extension NightChanges {
  fileprivate init(
    _ tally: ChangeTally,
    _ rows: [FileKind: RowCounts],
    _ kind: (_ importID: Int) throws -> FileKind?
  ) rethrows {
    var causes: [FileKind?: Cause] = [:]
    for (kind, counts) in rows {
      causes[kind] = Cause(
        kind: kind.rawValue,
        applied: counts.applied,
        allocated: 0,
        deallocated: 0
      )
    }
    for cause in tally.causes {
      let kind = try kind(cause.importID)
      causes[
        kind,
        default: Cause(kind: kind?.rawValue ?? "", applied: 0, allocated: 0, deallocated: 0)
      ].add(cause)
    }
    let kinds: [FileKind?] = FileKind.allCases + [nil]
    self.init(
      causes: kinds.compactMap { causes[$0] }
        .filter { $0.applied + $0.allocated + $0.deallocated > 0 },
      removals: tally.removals.map { removal in
        Removal(
          orderID: removal.line.orderID.rawValue,
          sku: removal.line.sku.rawValue,
          quantity: removal.line.quantity,
          reference: removal.reference.rawValue,
          importID: removal.cause?.importID,
          line: removal.cause?.line
        )
      }
    )
  }
}

extension NightChanges.Cause {
  fileprivate mutating func add(_ cause: ChangeTally.Cause) {
    allocated += cause.allocated
    deallocated += cause.deallocated
  }
}
