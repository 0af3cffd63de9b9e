import MorningPage
import ServiceLayer

/// The skus with waiting lines: how many there are, how many units wait, and which skus lack most.
struct ShortFacts: RowWatcher, Equatable, Sendable {
  static let most = 20

  private(set) var skus = 0
  private(set) var units = 0
  /// The skus that lack most; the largest lack is first.
  private(set) var worst: [ProductInShortage] = []

  let wantsRow = true

  mutating func take(_ row: borrowing WatchedRow) {
    skus += 1
    units += row.number(2)
    let product = ProductInShortage(
      sku: row.text(0),
      lines: row.number(1),
      wanted: row.number(2),
      free: row.number(3),
      largest: row.number(4)
    )
    worst.keepFirst(Self.most, adding: product) {
      ($1.lacking, $1.wanted) < ($0.lacking, $0.wanted)
    }
  }
}
