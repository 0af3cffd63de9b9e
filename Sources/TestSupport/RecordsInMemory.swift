package import Domain
package import ServiceLayer

/// Holds a write model for the records of all its products, with the row and run at work.
package final class WriteModelInMemory {
  package var model = WriteModel()
  package var source = RowSource(importID: 0, row: 0, line: 0)
  package var run = 0

  package init() {}
}

/// The records of one product in plain dictionaries.
package final class RecordsInMemory: ProductRecords {
  private let sku: Sku
  private let memory: WriteModelInMemory

  package init(of sku: Sku, in memory: WriteModelInMemory = WriteModelInMemory()) {
    self.sku = sku
    self.memory = memory
  }

  package var model: WriteModel { memory.model }

  // MARK: - Questions

  package func line(_ orderID: OrderID) -> KnownLine? {
    guard let number = model.numbers[WriteModel.Key(orderID, sku)],
      let stored = model.lines[number]
    else { return nil }
    let state: KnownLine.State
    if stored.isCancelled {
      state = .cancelled
    } else {
      state = stored.batch.map { .allocated(to: $0) } ?? .waiting(number)
    }
    return KnownLine(quantity: stored.line.quantity, state: state)
  }

  package func allocation(_ number: LineNumber) -> Allocation? {
    model.lines[number].map {
      Allocation(number: number, line: $0.line, previous: $0.previous)
    }
  }

  package func oldestBackorder(fitting quantity: @autoclosure () -> Int) -> Backorder? {
    let quantity = quantity()
    return model.backorders
      .first { $0.stored.line.sku == sku && $0.stored.line.quantity <= quantity }
      .map { Backorder(number: $0.number, line: $0.stored.line) }
  }

  package func usedUpBatch(_ reference: BatchReference) -> Batch? {
    guard let stored = model.batches[reference], stored.first.sku == sku else { return nil }
    return stored.batch
  }

  // MARK: - Changes

  package func create(_ command: CreateBatch) -> Batch {
    let batch = Batch(
      reference: command.reference,
      number: model.batches.count + 1,
      purchasedQuantity: command.quantity,
      eta: command.eta
    )
    memory.model.batches[command.reference] = WriteModel.StoredBatch(
      first: command,
      source: memory.source,
      batch: batch
    )
    return batch
  }

  package func save(_ batch: Batch) { memory.model.batches[batch.reference]?.batch = batch }

  package func accept(_ line: OrderLine) -> LineNumber {
    let number = LineNumber(rawValue: model.lines.count + 1)
    memory.model.lines[number] = WriteModel.StoredLine(
      line: line,
      source: memory.source,
      since: memory.run
    )
    memory.model.numbers[WriteModel.Key(line.orderID, sku)] = number
    return number
  }

  package func place(
    _ line: OrderLine,
    number: LineNumber,
    on batch: Batch,
    after previous: LineNumber?
  ) {
    memory.model.lines[number]?.batch = batch.reference
    memory.model.lines[number]?.previous = previous
    save(batch)
  }

  package func takeOff(_ allocation: Allocation, from batch: Batch) {
    memory.model.lines[allocation.number]?.batch = nil
    memory.model.lines[allocation.number]?.previous = nil
    memory.model.lines[allocation.number]?.since = memory.run
    save(batch)
  }

  package func cancel(_ line: OrderLine, was state: KnownLine.State) {
    guard let number = model.numbers[WriteModel.Key(line.orderID, sku)] else { return }
    memory.model.lines[number]?.isCancelled = true
  }

  package func cut(_ cancelled: Allocation) {
    memory.model.lines[cancelled.number]?.batch = nil
    memory.model.lines[cancelled.number]?.previous = nil
  }
}
