package import Domain

/// A batch that was created in this transaction and is not yet written.
package struct PendingBatch: Sendable {
  package let number: Int
  package let product: Int
  package let command: CreateBatch
  package let source: RowSource

  package init(number: Int, product: Int, command: CreateBatch, source: RowSource) {
    self.number = number
    self.product = product
    self.command = command
    self.source = source
  }
}

/// The batches that are not yet written, in the order of their numbers; they are found by
/// reference.
package struct PendingBatches: Sendable {
  package private(set) var batches: [PendingBatch] = []
  private var index = HashIndex()

  package init() {}

  package var isEmpty: Bool { batches.isEmpty }

  package mutating func find(_ reference: BatchReference) -> PendingBatch? {
    index.find(reference.rawValue.hash()) { batches[$0].command.reference == reference }
      .map { batches[$0] }
  }

  package mutating func append(_ batch: PendingBatch) {
    index.append(batch.command.reference.rawValue.hash())
    batches.append(batch)
  }
}
