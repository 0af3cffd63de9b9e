import ServiceLayer

/// The batches that should be in the warehouse by now and are not reported as arrived.
struct LateFacts: RowWatcher, Equatable, Sendable {
  static let most = 10

  private(set) var late = LateBatches()
  /// How many of them are late for longer than allowed.
  private(set) var overdue = 0
  private let today: [UInt8]
  private let limit: String?

  let wantsRow = true

  /// `started` is the run's start, in seconds since 1970; `mostDays` is how late a batch may be.
  init(started: Int = 0, mostDays: Int? = nil) {
    today = Array(UTCTime.day(started).utf8)
    limit = mostDays.map { UTCTime.day(started - $0 * UTCTime.secondsOfADay) }
  }

  mutating func take(_ row: borrowing WatchedRow) {
    let eta = row.utf8(2)
    guard !eta.isEmpty, row.number(3) > 0, eta.lexicographicallyPrecedes(today) else { return }
    late.batches += 1
    late.promised += row.number(4)
    if let limit, row.text(2) <= limit { overdue += 1 }
    if late.first.count == Self.most, let last = late.first.last?.eta?.utf8,
      !eta.lexicographicallyPrecedes(last)
    {
      return
    }
    let batch = BatchToday(
      sku: row.text(1),
      reference: row.text(0),
      eta: row.text(2),
      purchased: row.number(3),
      available: row.number(5)
    )
    late.first.keepFirst(Self.most, adding: batch) { ($0.eta ?? "") < ($1.eta ?? "") }
  }
}
