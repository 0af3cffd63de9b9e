import Domain

/// A batch that was created in this transaction and is not written yet.
struct PendingBatch: Sendable {
  let number: Int
  let product: Int
  let command: CreateBatch
  let importID: Int
  let fileLine: Int
}

/// The batches that wait to be written, in the order of their numbers and by reference.
struct PendingBatches: Sendable {
  private(set) var batches: [PendingBatch] = []
  private var index = HashIndex()

  var isEmpty: Bool { batches.isEmpty }

  /// Finds the batch of a reference.
  mutating func find(_ reference: BatchReference) -> PendingBatch? {
    index.find(reference.rawValue.hash()) { batches[$0].command.reference == reference }
      .map { batches[$0] }
  }

  mutating func append(_ batch: PendingBatch) {
    index.append(batch.command.reference.rawValue.hash())
    batches.append(batch)
  }
}
