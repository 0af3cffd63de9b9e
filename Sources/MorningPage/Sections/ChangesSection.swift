import ServiceLayer

/// What changed, by cause, and the first lines that lost their allocation.
struct ChangesSection {
  struct Kind {
    let kind: String
    let applied: String
    let allocated: String
    let deallocated: String
  }

  struct Line {
    let orderID: String
    let sku: String
    let quantity: String
    let reference: String
    let cause: String
    let now: String
  }

  let isShown: Bool
  let kinds: [Kind]
  let hasRemovals: Bool
  let removals: [Line]
  let more: String?

  init(_ morning: Morning, atMost most: Int) {
    kinds = morning.causes.map { cause in
      Kind(
        kind: cause.kind.isEmpty ? "not known" : cause.kind,
        applied: cause.applied.grouped,
        allocated: cause.allocated.grouped,
        deallocated: cause.deallocated.grouped
      )
    }
    removals = morning.removals.prefix(most).map { removal in
      Line(
        orderID: removal.orderID.cut(48),
        sku: removal.sku.cut(48),
        quantity: removal.quantity.grouped,
        reference: removal.reference.cut(48),
        cause: removal.cause.cut(70),
        now: removal.now.cut(60)
      )
    }
    isShown = !kinds.isEmpty
    hasRemovals = !removals.isEmpty
    let rest = morning.numbers.deallocated - removals.count
    more = rest <= 0 ? nil : "\(grouped(rest, "more removal")): see changes.csv."
  }
}
