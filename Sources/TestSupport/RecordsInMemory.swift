package import Domain

/// Holds a write model for the records of all products, with the current run.
package final class WriteModelInMemory {
  package var model = WriteModel()
  package var run = 0
  /// Called for each line that is cancelled or ordered again.
  var calledOffOrRevived: (OrderID, Sku) -> Void = { _, _ in }

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
    if let origin = stored.cancelled {
      state = .cancelled(inImport: origin.row.importID, triedIn: origin.importID)
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

  package func twin(of orderID: OrderID) -> OrderID? {
    func digits(_ orderID: OrderID) -> Substring? {
      let text = orderID.rawValue
      return text.wholeMatch(of: /0*([0-9]*)/)?.1
    }
    guard let wanted = digits(orderID) else { return nil }
    return model.numbers.filter { key, number in
      key.sku == sku && key.orderID != orderID && digits(key.orderID) == wanted
        && model.lines[number]?.isCancelled == false
    }.map(\.key.orderID).min { $0.rawValue.count < $1.rawValue.count }
  }

  package func firstQuantity(of orderID: OrderID) -> Int? {
    model.numbers[WriteModel.Key(orderID, sku)].flatMap { model.lines[$0]?.first }
  }

  package func link(of orderID: OrderID, on batch: Batch) -> ChainLink? {
    guard let number = model.numbers[WriteModel.Key(orderID, sku)],
      model.lines[number]?.batch == batch.reference, let allocation = allocation(number)
    else { return nil }
    let newer = model.lines.first {
      $0.value.batch == batch.reference && $0.value.previous == number
    }
    return ChainLink(allocation: allocation, newer: newer?.key)
  }

  package func chain(ofCancelled orderID: OrderID) -> BatchReference? {
    model.numbers[WriteModel.Key(orderID, sku)].flatMap { model.lines[$0]?.batch }
  }

  // MARK: - Changes

  package func create(_ command: CreateBatch, from origin: Origin) -> Batch {
    let batch = Batch(
      reference: command.reference,
      number: model.batches.count + 1,
      purchasedQuantity: command.quantity,
      eta: command.eta
    )
    memory.model.batches[command.reference] = WriteModel.StoredBatch(
      first: command,
      source: origin.row,
      batch: batch
    )
    return batch
  }

  package func save(_ batch: Batch) { memory.model.batches[batch.reference]?.batch = batch }

  package func accept(_ line: OrderLine, from origin: Origin) -> LineNumber {
    let number = origin.age
    memory.model.lines[number] = WriteModel.StoredLine(
      line: line,
      first: line.quantity,
      source: origin.row,
      since: memory.run
    )
    memory.model.numbers[WriteModel.Key(line.orderID, sku)] = number
    memory.model.ordered[sku, default: 0] += line.quantity
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

  package func cancel(_ line: OrderLine, was state: KnownLine.State, from origin: Origin) {
    guard let number = model.numbers[WriteModel.Key(line.orderID, sku)] else { return }
    memory.model.lines[number]?.cancelled = origin
    memory.calledOffOrRevived(line.orderID, sku)
    memory.model.ordered[sku, default: 0] -= line.quantity
    if case .waiting = state { memory.model.lines[number]?.wasWaiting = true }
  }

  package func cut(_ cancelled: Allocation, from batch: Batch) {
    memory.model.lines[cancelled.number]?.batch = nil
    memory.model.lines[cancelled.number]?.previous = nil
  }

  package func unlink(_ link: ChainLink, from batch: Batch) {
    if let newer = link.newer {
      memory.model.lines[newer]?.previous = link.allocation.previous
    }
    save(batch)
  }

  package func amend(_ allocation: Allocation, to quantity: Int, on batch: Batch) {
    setQuantity(quantity, of: allocation.number)
    save(batch)
  }

  package func amend(_ backorder: Backorder, to quantity: Int) {
    setQuantity(quantity, of: backorder.number)
  }

  package func forgetCancelled(_ orderID: OrderID, unlinked link: ChainLink?) {
    guard let number = memory.model.numbers.removeValue(forKey: WriteModel.Key(orderID, sku)) else {
      return
    }
    memory.model.lines[number] = nil
    memory.calledOffOrRevived(orderID, sku)
  }

  private func setQuantity(_ quantity: Int, of number: LineNumber) {
    guard let line = model.lines[number]?.line else { return }
    memory.model.ordered[sku, default: 0] += quantity - line.quantity
    memory.model.lines[number]?.line = OrderLine(line.orderID, sku, quantity)
  }
}
