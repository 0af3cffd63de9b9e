package import Domain

/// Every allocation and deallocation of an order line, in the order in which they happened.
///
/// Any number of consumers can read it, each from its own position. A consumer that stops before it
/// stores its position gets the same changes again, so it must handle a repeated change.
package protocol ChangeFeed: AnyObject {
  /// Passes on the changes after a position, oldest first, at most `limit`.
  func read(
    after position: FeedPosition,
    limit: Int,
    _ change: (PlacementChange) throws -> Void
  ) throws
  /// The position after the newest change.
  func end() throws -> FeedPosition

  /// The position of a consumer; `start` for a new one.
  func position(of consumer: FeedConsumer) throws -> FeedPosition
  /// Stores the position of a consumer; it never goes back.
  func advance(_ consumer: FeedConsumer, to position: FeedPosition) throws
}

/// Writes the change feed, in the transaction of the change; called by event handlers.
package protocol ChangeRecorder: AnyObject {
  func record(
    _ change: PlacementChange.Kind,
    of line: OrderLine,
    on reference: BatchReference,
    from origin: Origin
  ) throws
}

/// An order line was allocated to a batch, or lost its allocation.
package struct PlacementChange: Equatable, Sendable {
  package enum Kind: String, Sendable {
    case allocated, deallocated
  }

  /// The position after this change.
  package let position: FeedPosition
  package let kind: Kind
  package let line: OrderLine
  package let reference: BatchReference
  /// The row that caused it; nil if the first version of the program wrote it, which stored no
  /// cause.
  package let cause: RowSource?

  package init(
    position: FeedPosition,
    kind: Kind,
    line: OrderLine,
    reference: BatchReference,
    cause: RowSource?
  ) {
    self.position = position
    self.kind = kind
    self.line = line
    self.reference = reference
    self.cause = cause
  }
}

/// A position in the change feed: the age of the row that caused a change, and the number of the
/// change among those of that row.
///
/// It depends only on the files, like the age of an order line.
package struct FeedPosition: Hashable, Comparable, Sendable {
  package static let start = FeedPosition(cause: 0, number: 0)

  package let cause: Int
  package let number: Int

  package init(cause: Int, number: Int) {
    self.cause = cause
    self.number = number
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.cause, left.number) < (right.cause, right.number)
  }
}

/// The name under which a consumer's position is stored.
package struct FeedConsumer: RawRepresentable, Hashable, Sendable {
  /// The report of what changed since the last published one.
  package static let changesReport = FeedConsumer(rawValue: "changes.csv")

  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}
