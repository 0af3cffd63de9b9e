import Domain
package import ServiceLayer

/// The change feed of the fake store as a value.
package struct FakeFeed: Equatable {
  package var changes: [PlacementChange] = []
  package var positions: [FeedConsumer: FeedPosition] = [:]

  package init() {}

  var end: FeedPosition { changes.last?.position ?? .start }

  func changes(after position: FeedPosition) -> [PlacementChange] {
    changes.filter { $0.position > position }
  }

  mutating func advance(_ consumer: FeedConsumer, to position: FeedPosition) {
    positions[consumer] = max(positions[consumer] ?? .start, position)
  }
}

/// The change feed of the fake store, as readers see it.
final class FakeChangeFeed: ChangeFeed {
  private let store: FakeStore

  init(store: FakeStore) { self.store = store }

  func read(
    after position: FeedPosition,
    limit: Int,
    _ change: (PlacementChange) throws -> Void
  ) throws {
    for next in store.feed.changes(after: position).prefix(limit) { try change(next) }
  }

  func end() -> FeedPosition { store.feed.end }

  func position(of consumer: FeedConsumer) -> FeedPosition {
    store.feed.positions[consumer] ?? .start
  }

  func advance(_ consumer: FeedConsumer, to position: FeedPosition) {
    store.feed.advance(consumer, to: position)
  }
}

/// Writes the change feed, in the fake store's transaction.
final class FakeChangeRecorder: ChangeRecorder {
  private let store: FakeStore

  init(store: FakeStore) { self.store = store }

  func record(
    _ change: PlacementChange.Kind,
    of line: OrderLine,
    on reference: BatchReference,
    from origin: Origin
  ) {
    let cause = origin.age.rawValue
    let earlier = store.feed.changes.reversed().prefix { $0.position.cause == cause }.count
    store.feed.changes.append(
      PlacementChange(
        position: FeedPosition(cause: cause, number: earlier + 1),
        kind: change,
        line: line,
        reference: reference,
        cause: origin.row
      )
    )
  }
}
