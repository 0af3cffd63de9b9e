package import Domain
package import ServiceLayer

/// The write model of all products in plain dictionaries: a value, so that a copy is a savepoint.
package struct WriteModel: Equatable {
  package struct Key: Hashable {
    package let orderID: OrderID
    package let sku: Sku

    package init(_ orderID: OrderID, _ sku: Sku) {
      self.orderID = orderID
      self.sku = sku
    }
  }

  package struct StoredBatch: Equatable {
    package let first: CreateBatch
    package let source: RowSource
    package var batch: Batch
  }

  package struct StoredLine: Equatable {
    package var line: OrderLine
    /// The quantity with which it was accepted.
    package let first: Int
    package let source: RowSource
    /// Its place; a cancelled line keeps it, and also its link in the chain of the batch.
    package var batch: BatchReference?
    package var previous: LineNumber?
    /// The row that cancelled it; nil if it is not cancelled.
    package var cancelled: Origin?
    package var isCancelled: Bool { cancelled != nil }
    /// Whether it was waiting when it was cancelled.
    package var wasWaiting = false
    /// The run in which it last began to wait.
    package var since: Int
  }

  /// The version of each product.
  package var versions: [Sku: Int] = [:]
  package var batches: [BatchReference: StoredBatch] = [:]
  package var lines: [LineNumber: StoredLine] = [:]
  package var numbers: [Key: LineNumber] = [:]
  /// Units ordered since the last publication.
  package var ordered: [Sku: Int] = [:]

  package init() {}

  /// The batches of a sku, in the order of their creation.
  package func batches(of sku: Sku) -> [Batch] {
    batches.values.filter { $0.first.sku == sku }.map(\.batch).sorted { $0.number < $1.number }
  }

  /// The waiting lines, oldest first.
  package var backorders: [(number: LineNumber, stored: StoredLine)] {
    lines.filter { $0.value.batch == nil && !$0.value.isCancelled }
      .sorted { $0.key < $1.key }
      .map { (number: $0.key, stored: $0.value) }
  }

  /// The allocated lines with their batches.
  package var placements: [Key: ViewDifference.Place] {
    var places: [Key: ViewDifference.Place] = [:]
    for stored in lines.values where !stored.isCancelled {
      guard let batch = stored.batch else { continue }
      places[Key(stored.line.orderID, stored.line.sku)] = ViewDifference.Place(
        quantity: stored.line.quantity,
        reference: batch.rawValue
      )
    }
    return places
  }

  package func origin(of orderID: OrderID, _ sku: Sku) -> RowSource? {
    numbers[Key(orderID, sku)].flatMap { lines[$0]?.source }
  }
}

extension WriteModel.Key: Comparable {
  package static func < (left: Self, right: Self) -> Bool {
    (left.orderID.rawValue, left.sku.rawValue) < (right.orderID.rawValue, right.sku.rawValue)
  }
}
