import Domain

/// Rule 10, and the comparison with known lines.
extension ReferenceModel {
  mutating func amend(_ line: OrderLine, isListed: Bool) -> Verdict {
    guard let known = known(line.orderID, line.sku) else {
      return .refused(.unknownLine(line.orderID, line.sku))
    }
    if lines[known].cancelledIn.map({ importID < $0 }) ?? false { return .unchanged }
    if lines[known].isCancelled {
      if isListed, wasWithdrawn(known) { return .unchanged }
      if isListed, lines[known].first == line.quantity { return .calledOff }
      guard isKnown(line.sku) else { return .refused(.unknownSku(line.sku)) }
      revive(line, known)
      return .applied
    }
    guard lines[known].quantity != line.quantity else { return .unchanged }
    guard let place = lines[known].batch else {
      lines[known].quantity = line.quantity
      placeByRule1(known)
      return .applied
    }
    tell(known, "deallocated", reference(place))
    if available(place) + lines[known].quantity >= line.quantity {
      lines[known].quantity = line.quantity
      tell(known, "allocated", reference(place))
    } else {
      batches[place].held.removeAll { $0 == known }
      lines[known].batch = nil
      lines[known].since = run
      lines[known].quantity = line.quantity
      placeByRule1(known)
    }
    serve(line.sku.rawValue)
    return .applied
  }

  /// From now on it is a new line; only the changes of the old one are kept.
  private mutating func revive(_ line: OrderLine, _ known: Int) {
    lines.remove(at: known)
    for batch in batches.indices {
      batches[batch].held = batches[batch].held.map { $0 > known ? $0 - 1 : $0 }
    }
    placeByRule1(accept(line))
  }

  /// Whether the current row, which creates a line, was already deferred when that line was
  /// cancelled.
  func wasWithdrawn(_ known: Int) -> Bool {
    lines[known].cancelledByTry.map { importID < $0 } ?? false
  }

  func difference(_ line: OrderLine, _ known: Int) -> Refusal {
    .lineDiffers(
      line,
      first: lines[known].first,
      today: lines[known].quantity,
      isCancelled: lines[known].isCancelled
    )
  }
}
