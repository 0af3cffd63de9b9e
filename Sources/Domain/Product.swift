/// A sku with all its batches and order lines: the aggregate, loaded and saved as one.
///
/// Every rule of design.md, section 2, is decided here. A method that throws a refusal has changed
/// nothing.
package final class Product {
  package let sku: Sku
  /// Counts the commands that changed the product.
  package private(set) var version: Int
  package private(set) var batches: AllocationOrder
  private let records: any ProductRecords
  private let events: EventLog

  package init(
    sku: Sku,
    version: Int = 0,
    batches: [Batch] = [],
    records: any ProductRecords,
    events: EventLog
  ) {
    self.sku = sku
    self.version = version
    self.batches = AllocationOrder(batches)
    self.records = records
    self.events = events
  }

  /// Takes new stock in; its reference must not be known yet.
  package func add(_ command: CreateBatch) throws {
    let batch = try records.create(command)
    version += 1
    batches.insert(batch)
    if batch.availableQuantity > 0 { events.append(.stockAdded(StockAdded(sku: sku))) }
  }

  /// Takes a line in and places it by rule 1; it waits where none fits (rule 2).
  ///
  /// A line that is known already is never allocated a second time (rules 8 and 9).
  package func allocate(_ line: OrderLine) throws -> Outcome {
    if let known = try records.line(line.orderID) {
      guard known.quantity == line.quantity else {
        throw Refusal.lineDiffers(line, firstQuantity: known.quantity)
      }
      return .unchanged
    }
    let number = try records.accept(line)
    version += 1
    try placeOrWait(line, number: number)
    return .applied
  }

  /// Places a line, new or waiting, on the batch it names (rule 6).
  package func allocate(_ line: OrderLine, to reference: BatchReference) throws -> Outcome {
    var waiting: LineNumber?
    if let known = try records.line(line.orderID) {
      guard known.quantity == line.quantity else {
        throw Refusal.lineDiffers(line, firstQuantity: known.quantity)
      }
      switch known.state {
      case .allocated(to: reference): return .unchanged
      case .allocated(let other): throw Refusal.lineIsElsewhere(line, on: other)
      case .cancelled: throw Refusal.lineIsCancelled(line)
      case .waiting(let number): waiting = number
      }
    }
    let position = try position(of: reference)
    guard batches[position].canAllocate(line.quantity) else {
      throw Refusal.doesNotFit(reference, available: batches[position].availableQuantity)
    }
    try place(line, number: waiting ?? records.accept(line), at: position)
    version += 1
    return .applied
  }

  /// Calls a line off; what it held is free for others (rule 7).
  package func cancel(_ orderID: OrderID) throws -> Outcome {
    guard let known = try records.line(orderID) else {
      throw Refusal.unknownLine(orderID, sku)
    }
    let line = OrderLine(orderID: orderID, sku: sku, quantity: known.quantity)
    switch known.state {
    case .cancelled:
      return .unchanged
    case .waiting:
      try records.cancel(line, was: known.state)
      events.append(.orderLineCancelled(OrderLineCancelled(line: line, reference: nil)))
    case .allocated(let reference):
      let position = try position(of: reference)
      try records.cancel(line, was: known.state)
      batches.update(at: position) { $0.allocatedQuantity -= line.quantity }
      try records.save(batches[position])
      events.append(.orderLineCancelled(OrderLineCancelled(line: line, reference: reference)))
      events.append(.stockAdded(StockAdded(sku: sku)))
    }
    version += 1
    return .applied
  }

  /// Corrects what was bought; below what is allocated, the newest allocations come off (rule 4).
  package func changeQuantity(of reference: BatchReference, to quantity: Int) throws -> Outcome {
    let position = try position(of: reference)
    let before = batches[position].purchasedQuantity
    guard before != quantity else { return .unchanged }
    version += 1
    batches.update(at: position) { $0.purchasedQuantity = quantity }
    var takenOff: [Allocation] = []
    while batches[position].availableQuantity < 0 {
      takenOff.append(try takeOffNewest(at: position))
    }
    try records.save(batches[position])
    // Oldest line first, so that it has the first choice of what is left elsewhere.
    for allocation in takenOff.sorted(by: { $0.number < $1.number }) {
      events.append(
        .deallocated(
          Deallocated(number: allocation.number, line: allocation.line, reference: reference)
        )
      )
    }
    if batches[position].availableQuantity > 0, quantity > before || !takenOff.isEmpty {
      events.append(.stockAdded(StockAdded(sku: sku)))
    }
    return .applied
  }

  /// Moves a batch in the order of rule 1; allocations stay as they are (rule 5).
  package func changeETA(of reference: BatchReference, to eta: Day?) throws -> Outcome {
    let found = try position(of: reference)
    guard batches[found].eta != eta else { return .unchanged }
    version += 1
    batches.update(at: found) { $0.eta = eta }
    let moved = try position(of: reference)
    try records.save(batches[moved])
    return .applied
  }

  /// Looks for another place for a line that was taken off its batch (rule 4).
  package func reallocate(_ line: OrderLine, number: LineNumber) throws {
    try placeOrWait(line, number: number)
  }

  /// Serves the lines that wait, oldest first; one that does not fit is passed over (rule 3).
  ///
  /// Stock only shrinks meanwhile, so a line that was passed over once never fits later.
  package func serveBackorders() throws {
    while let oldest = try records.oldestBackorder(fitting: batches.largestAvailable) {
      try placeOrWait(oldest.line, number: oldest.number)
    }
  }

  private func placeOrWait(_ line: OrderLine, number: LineNumber) throws {
    if let position = batches.firstThatFits(line.quantity) {
      try place(line, number: number, at: position)
    } else {
      events.append(.outOfStock(OutOfStock(line: line)))
    }
  }

  private func place(_ line: OrderLine, number: LineNumber, at position: Int) throws {
    let previous = batches[position].newestAllocation
    batches.update(at: position) {
      $0.allocatedQuantity += line.quantity
      $0.newestAllocation = number
    }
    try records.place(line, number: number, on: batches[position], after: previous)
    events.append(
      .allocated(Allocated(line: line, reference: batches[position].reference))
    )
  }

  private func takeOffNewest(at position: Int) throws -> Allocation {
    while let number = batches[position].newestAllocation {
      guard let allocation = try records.allocation(number) else { break }
      batches.update(at: position) { $0.newestAllocation = allocation.previous }
      if try records.line(allocation.line.orderID)?.state == .cancelled {
        // It kept its place in the chain, but holds nothing any more.
        try records.cut(allocation)
        continue
      }
      batches.update(at: position) { $0.allocatedQuantity -= allocation.line.quantity }
      try records.takeOff(allocation, from: batches[position])
      return allocation
    }
    throw BrokenChain(batch: batches[position].reference)
  }

  /// Finds a batch of this product, loading it where it is used up.
  private func position(of reference: BatchReference) throws -> Int {
    if let position = batches.position(of: reference) { return position }
    guard let batch = try records.usedUpBatch(reference) else {
      throw Refusal.unknownBatch(reference)
    }
    batches.insert(batch)
    return try position(of: reference)
  }
}
