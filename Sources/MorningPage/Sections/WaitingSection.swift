import ServiceLayer

/// The orders that wait, oldest first.
struct WaitingSection {
  struct Line {
    let orderID: String
    let sku: String
    let quantity: String
    let ordered: String
    let since: String
    let nights: String
    let why: String
    let largest: String
  }

  struct Deferred {
    let orderID: String
    let sku: String
    let quantity: String
    let place: String
    let nights: String
    let reason: String
  }

  let hasNone: Bool
  let hasLines: Bool
  /// How many orders are complete; they are not in the list.
  let others: String?
  let lines: [Line]
  let more: String?
  let hasDeferred: Bool
  let deferred: [Deferred]
  let moreDeferred: String?

  init(_ morning: Morning, atMost most: Int) {
    lines = morning.waiting.prefix(most).map { line in
      Line(
        orderID: line.orderID.cut(48),
        sku: line.sku.cut(48),
        quantity: line.quantity.grouped,
        ordered: DayInWords.short(run: line.ordered, morning.localTime),
        since: DayInWords.short(run: line.since, morning.localTime),
        nights: Self.nights(since: line.since, morning.started),
        why: Self.why(line),
        largest: line.largest.grouped
      )
    }
    let rest = morning.numbers.waitingLines - lines.count
    more = rest <= 0 ? nil : "\(grouped(rest, "younger line")) more: see backorders.csv."
    // Both lists share the rows that the section may have.
    deferred = morning.deferred.prefix(max(most - lines.count, most / 5)).map { line in
      Deferred(
        orderID: line.orderID.cut(48),
        sku: line.sku.cut(48),
        quantity: line.quantity.grouped,
        place: "\(line.file.cut(60)), line\u{A0}\(line.line)",
        nights: line.nights.grouped,
        reason: line.reason.cut(120)
      )
    }
    let restDeferred = morning.deferredLines - deferred.count
    moreDeferred = restDeferred <= 0 ? nil : "\(grouped(restDeferred, "line")) more: see open.csv."
    hasLines = morning.numbers.waitingLines > 0
    hasDeferred = morning.deferredLines > 0
    let complete = morning.numbers.orders.complete
    others =
      !hasLines || complete == 0
      ? nil
      : complete == 1
        ? "One other order is complete." : "\(complete.grouped) other orders are complete."
    hasNone = !hasLines && !hasDeferred
  }

  private static func nights(since run: String, _ now: Int) -> String {
    guard let then = UTCTime.seconds(String(run.prefix(16))) else { return "" }
    return (now / UTCTime.secondsOfADay - then / UTCTime.secondsOfADay).grouped
  }

  private static func why(_ line: WaitingLine) -> String {
    switch line.why {
    case .none: "nothing is free"
    case .short: "only \(line.free.grouped) free"
    case .split: "\(line.free.grouped) free, but in no one batch"
    }
  }
}
