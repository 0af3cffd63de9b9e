/// A sku with its batches and order lines: the aggregate.
///
/// It decides all of rules 1 to 5 and 10, and parts of the other rules (see the page Rules).
/// Batches with stock left are loaded with the product; order lines and used-up batches are read
/// one by one through `records`. A method that throws a refusal has changed nothing.
package final class Product {
  package let sku: Sku
  /// Counts the commands that changed the product.
  package internal(set) var version: Int
  package internal(set) var batches: AllocationOrder
  let records: any ProductRecords
  let events: EventLog

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

  /// Adds a batch whose reference is not known yet.
  package func add(_ command: CreateBatch, from origin: Origin) throws {
    let batch = try records.create(command, from: origin)
    version += 1
    batches.insert(batch)
    if batch.availableQuantity > 0 { events.append(.stockAdded(StockAdded(sku: sku))) }
  }

  /// Whether each value of a command equals the batch's current value or its first value (rule 8).
  package func states(_ command: CreateBatch, first: CreateBatch) throws -> Bool {
    guard command.sku == sku else { return false }
    let position = try position(of: command.reference)
    let today = batches[position]
    return (command.quantity == first.quantity || command.quantity == today.purchasedQuantity)
      && (command.eta == first.eta || command.eta == today.eta)
  }

  /// Accepts an order line and allocates it by rule 1; it waits if it fits no batch (rule 2).
  ///
  /// A line that is known already is never allocated a second time (rules 8 and 9).
  package func allocate(_ line: OrderLine, from origin: Origin) throws -> Outcome {
    if let known = try records.line(line.orderID) {
      return try known.outcome(ofRepeating: line, from: origin) {
        try firstQuantity(of: line, known)
      }
    }
    try refuseTwin(line)
    let number = try records.accept(line, from: origin)
    version += 1
    try placeOrWait(line, number: number)
    return .applied
  }

  /// Allocates a new or waiting order line to a named batch (rule 6).
  package func allocate(
    _ line: OrderLine,
    to reference: BatchReference,
    from origin: Origin
  ) throws -> Outcome {
    var waiting: LineNumber?
    if let known = try records.line(line.orderID) {
      if known.withdraws(origin) { return .unchanged }
      guard known.quantity == line.quantity else {
        throw known.difference(from: line, first: try firstQuantity(of: line, known))
      }
      switch known.state {
      case .allocated(to: reference): return .unchanged
      case .allocated(let other): throw Refusal.lineIsElsewhere(line, on: other)
      case .cancelled: throw Refusal.lineIsCancelled(line)
      case .waiting(let number): waiting = number
      }
    } else {
      try refuseTwin(line)
    }
    let position = try position(of: reference)
    guard batches[position].canAllocate(line.quantity) else {
      throw Refusal.doesNotFit(reference, available: batches[position].availableQuantity)
    }
    try place(line, number: waiting ?? records.accept(line, from: origin), at: position)
    version += 1
    return .applied
  }

  /// Cancels an order line; the stock it held becomes free (rule 7).
  package func cancel(_ orderID: OrderID, from origin: Origin) throws -> Outcome {
    guard let known = try records.line(orderID) else {
      throw Refusal.unknownLine(orderID, sku)
    }
    let line = OrderLine(orderID: orderID, sku: sku, quantity: known.quantity)
    switch known.state {
    case .cancelled:
      return .unchanged
    case .waiting:
      try records.cancel(line, was: known.state, from: origin)
      events.append(.orderLineCancelled(OrderLineCancelled(line: line, reference: nil)))
    case .allocated(let reference):
      let position = try position(of: reference)
      try records.cancel(line, was: known.state, from: origin)
      batches.update(at: position) { $0.allocatedQuantity -= line.quantity }
      try records.save(batches[position])
      events.append(.orderLineCancelled(OrderLineCancelled(line: line, reference: reference)))
      events.append(.stockAdded(StockAdded(sku: sku)))
    }
    version += 1
    return .applied
  }

  /// Corrects a batch's purchased quantity; if too little is left, the newest allocations are
  /// removed (rule 4).
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
    // Oldest line first, so that it has the first choice of the stock left in other batches.
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

  /// Changes the eta of a batch, and so its position in the order of rule 1; allocations stay as
  /// they are (rule 5).
  package func changeETA(of reference: BatchReference, to eta: Day?) throws -> Outcome {
    let found = try position(of: reference)
    guard batches[found].eta != eta else { return .unchanged }
    version += 1
    batches.update(at: found) { $0.eta = eta }
    let moved = try position(of: reference)
    try records.save(batches[moved])
    return .applied
  }

  /// Allocates a line that lost its allocation, or lets it wait (rule 4).
  package func reallocate(_ line: OrderLine, number: LineNumber) throws {
    try placeOrWait(line, number: number)
  }

  /// Allocates waiting lines, oldest first; a line that does not fit is skipped (rule 3).
  ///
  /// Stock only shrinks during this, so a skipped line cannot fit later. After `servedAtOnce`
  /// lines, another event serves the rest, so that a request to stop is noticed in between.
  package func serveBackorders() throws {
    for _ in 0..<Self.servedAtOnce {
      guard let oldest = try records.oldestBackorder(fitting: batches.largestAvailable) else {
        return
      }
      try placeOrWait(oldest.line, number: oldest.number)
    }
    events.append(.stockAdded(StockAdded(sku: sku)))
  }

  private static let servedAtOnce = 1000

  func placeOrWait(_ line: OrderLine, number: LineNumber) throws {
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
    let batch = batches[position]
    try records.place(line, number: number, on: batch, after: previous)
    events.append(.allocated(Allocated(line: line, reference: batch.reference)))
  }

  /// Refuses an order id that differs from a known one only by leading zeros.
  ///
  /// A spreadsheet may have removed the zeros; then accepting the line would double the order.
  private func refuseTwin(_ line: OrderLine) throws {
    if let twin = try records.twin(of: line.orderID) {
      throw Refusal.nearTwin(line, known: twin)
    }
  }

  private func takeOffNewest(at position: Int) throws -> Allocation {
    while let number = batches[position].newestAllocation {
      guard let allocation = try records.allocation(number) else { break }
      batches.update(at: position) { $0.newestAllocation = allocation.previous }
      if case .cancelled = try records.line(allocation.line.orderID)?.state {
        // A cancelled line stays in the chain, but holds no stock.
        try records.cut(allocation, from: batches[position])
        continue
      }
      batches.update(at: position) { $0.allocatedQuantity -= allocation.line.quantity }
      try records.takeOff(allocation, from: batches[position])
      return allocation
    }
    throw BrokenChain(batch: batches[position].reference)
  }

  /// The purchased quantity of a batch today; nil if it is not a batch of this product.
  package func quantity(of reference: BatchReference) throws -> Int? {
    do {
      let position = try position(of: reference)
      return batches[position].purchasedQuantity
    } catch Refusal.unknownBatch {
      return nil
    }
  }

  /// Finds a batch of this product; a used-up batch is loaded first.
  func position(of reference: BatchReference) throws -> Int {
    if let position = batches.position(of: reference) { return position }
    guard let batch = try records.usedUpBatch(reference) else {
      throw Refusal.unknownBatch(reference)
    }
    batches.insert(batch)
    return try position(of: reference)
  }
}
