/// Rule 10.
extension Product {
  /// Sets the quantity of a known line.
  ///
  /// The line keeps its batch if the new quantity fits there. If not, it is allocated by rule 1 or
  /// waits, with its old age. A cancelled line is accepted again as a new one. The exception is a
  /// row with `isListed` that repeats the quantity with which the line was first accepted: it
  /// changes nothing.
  package func amend(_ line: OrderLine, isListed: Bool = false, from origin: Origin) throws
    -> Outcome
  {
    guard let known = try records.line(line.orderID) else {
      throw Refusal.unknownLine(line.orderID, sku)
    }
    let old = OrderLine(orderID: line.orderID, sku: sku, quantity: known.quantity)
    switch known.state {
    case .cancelled:
      if known.outdates(origin) { return .unchanged }
      if isListed {
        if known.withdraws(origin) { return .unchanged }
        if try firstQuantity(of: line, known) == line.quantity { return .calledOff }
      }
      try revive(line, from: origin)
    case _ where known.quantity == line.quantity:
      return .unchanged
    case .waiting(let number):
      try records.amend(Backorder(number: number, line: old), to: line.quantity)
      try placeOrWait(line, number: number)
    case .allocated(let reference):
      try amend(old, on: reference, to: line)
    }
    version += 1
    return .applied
  }

  private func amend(
    _ old: OrderLine,
    on reference: BatchReference,
    to line: OrderLine
  ) throws {
    let position = try position(of: reference)
    let link = try link(of: line.orderID, at: position)
    let wantedMore = line.quantity - old.quantity
    events.append(.deallocated(Deallocated(number: nil, line: old, reference: reference)))
    if batches[position].canAllocate(wantedMore) {
      batches.update(at: position) { $0.allocatedQuantity += wantedMore }
      try records.amend(link.allocation, to: line.quantity, on: batches[position])
      try records.save(batches[position])
      events.append(.allocated(Allocated(line: line, reference: reference)))
      if wantedMore < 0 { events.append(.stockAdded(StockAdded(sku: sku))) }
    } else {
      let number = link.allocation.number
      try unlink(link, at: position)
      batches.update(at: position) { $0.allocatedQuantity -= old.quantity }
      try records.takeOff(link.allocation, from: batches[position])
      try records.save(batches[position])
      try records.amend(Backorder(number: number, line: old), to: line.quantity)
      try placeOrWait(line, number: number)
      events.append(.stockAdded(StockAdded(sku: sku)))
    }
  }

  /// Accepts a cancelled line again, as a new line with a new age.
  private func revive(_ line: OrderLine, from origin: Origin) throws {
    var link: ChainLink?
    if let reference = try records.chain(ofCancelled: line.orderID) {
      let position = try position(of: reference)
      link = try self.link(of: line.orderID, at: position)
      if let link {
        try unlink(link, at: position)
        try records.save(batches[position])
      }
    }
    try records.forgetCancelled(line.orderID, unlinked: link)
    try placeOrWait(line, number: records.accept(line, from: origin))
  }

  private func link(of orderID: OrderID, at position: Int) throws -> ChainLink {
    guard let link = try records.link(of: orderID, on: batches[position]) else {
      throw BrokenChain(batch: batches[position].reference)
    }
    return link
  }

  private func unlink(_ link: ChainLink, at position: Int) throws {
    if link.newer == nil {
      batches.update(at: position) { $0.newestAllocation = link.allocation.previous }
    }
    try records.unlink(link, from: batches[position])
  }

  /// The quantity with which a line was accepted.
  func firstQuantity(of line: OrderLine, _ known: KnownLine) throws -> Int {
    try records.firstQuantity(of: line.orderID) ?? known.quantity
  }
}
