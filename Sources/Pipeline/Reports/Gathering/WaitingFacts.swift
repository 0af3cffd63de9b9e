import MorningPage
import ServiceLayer

/// The lines that wait: how many, how many of them are new, and the oldest.
struct WaitingFacts: RowWatcher, Equatable, Sendable {
  static let most = 50

  private(set) var lines = 0
  /// By the run in which they last began to wait.
  private var linesByRun: [Int: Int] = [:]
  /// Oldest first.
  private(set) var oldest: [WaitingLine] = []
  private var age = 0

  var wantsRow: Bool { oldest.count < Self.most || (oldest.last.map { age < $0.age } ?? true) }

  /// How many lines began to wait in a run or in a later one.
  func lines(since run: Int) -> Int { linesByRun.reduce(0) { $0 + ($1.key < run ? 0 : $1.value) } }

  /// How many lines began to wait in a run or in an earlier one.
  func lines(upTo run: Int) -> Int { linesByRun.reduce(0) { $0 + ($1.key > run ? 0 : $1.value) } }

  mutating func take(_ note: ReportNote) {
    guard case .waits(let age, let since) = note else { return }
    lines += 1
    linesByRun[since, default: 0] += 1
    self.age = age
  }

  mutating func take(_ row: borrowing WatchedRow) {
    let line = WaitingLine(
      age: age,
      orderID: row.text(0),
      sku: row.text(1),
      quantity: row.number(2),
      ordered: row.text(3),
      since: row.text(4),
      free: row.number(7),
      largest: row.number(8),
      why: WaitReason(wanted: row.number(2), free: row.number(7))
    )
    oldest.keepFirst(Self.most, adding: line) { $0.age < $1.age }
  }
}

extension Array {
  /// Adds an element to a sorted list at its position, and drops the last one if the list gets too
  /// long.
  mutating func keepFirst(
    _ most: Int,
    adding element: Element,
    precedes: (Element, Element) -> Bool
  ) {
    let place = firstIndex { precedes(element, $0) } ?? count
    guard place < most else { return }
    insert(element, at: place)
    if count > most { removeLast() }
  }
}
