package import Domain

/// Rules 7 and 11, and ids that count as the same order.
extension ReferenceModel {
  mutating func cancel(_ command: CancelOrderLine) -> Verdict {
    let verdict = callOff([command.sku], of: command.orderID)
    return verdict ?? .refused(.unknownLine(command.orderID, command.sku))
  }

  mutating func cancel(_ command: CancelOrder) -> Verdict {
    let order = command.orderID.rawValue
    let skus = lines.filter { $0.orderID == order }.map(\.sku).sorted()
    let waiting = deferred.filter { $0.line.orderID == command.orderID }.map(\.line.sku.rawValue)
    let all = skus + Set(waiting).subtracting(skus).sorted()
    return callOff(all.map(Sku.init(rawValue:)), of: command.orderID)
      ?? .refused(.unknownOrder(command.orderID))
  }

  /// Nil if none of the lines is known or deferred.
  private mutating func callOff(_ skus: [Sku], of orderID: OrderID) -> Verdict? {
    // Freed stock is allocated only after the whole order is cancelled.
    var verdict: Verdict?
    var freed: [Sku] = []
    for sku in skus {
      guard let known = known(orderID, sku) else {
        if withdraw(orderID, sku) { verdict = .applied }
        continue
      }
      if lines[known].isCancelled {
        verdict = verdict ?? .unchanged
        continue
      }
      verdict = .applied
      lines[known].cancelledIn = importID
      lines[known].cancelledByTry = triedIn
      guard let place = lines[known].batch else { continue }
      batches[place].held.removeAll { $0 == known }
      lines[known].batch = nil
      tell(known, "deallocated", reference(place))
      freed.append(sku)
    }
    for sku in freed { serve(sku.rawValue) }
    return verdict
  }

  private mutating func withdraw(_ orderID: OrderID, _ sku: Sku) -> Bool {
    guard let row = deferred.first(where: { $0.line.orderID == orderID && $0.line.sku == sku })
    else {
      return false
    }
    let new = accept(row.line)
    lines[new].origin = row.origin
    lines[new].cancelledIn = importID
    lines[new].cancelledByTry = triedIn
    return true
  }

  /// Whether a deferred row names an order that is known except for leading zeros.
  ///
  /// That order has a line that is not cancelled, of the sku if the row names one.
  package func namesTwin(_ command: Command) -> Bool {
    let (orderID, sku): (OrderID, Sku?)
    switch command {
    case .cancelOrder(let command): (orderID, sku) = (command.orderID, nil)
    case .cancelOrderLine(let command): (orderID, sku) = (command.orderID, command.sku)
    case .changeOrderLineQuantity(let command):
      (orderID, sku) = (command.line.orderID, command.line.sku)
    default: return false
    }
    return lines.contains { line in
      !line.isCancelled && (sku == nil || line.sku == sku?.rawValue)
        && isTwin(line.orderID, of: orderID.rawValue)
    }
  }

  private func isTwin(_ text: String, of other: String) -> Bool {
    func digits(_ text: String) -> Substring? { text.wholeMatch(of: /0*([0-9]+)/)?.1 }
    return text != other && digits(text) != nil && digits(text) == digits(other)
  }

  /// The order id of a known line that is not cancelled and differs from another only by leading
  /// zeros.
  func twin(of line: OrderLine) -> OrderID? {
    func digits(_ text: String) -> Substring? { text.wholeMatch(of: /0*([0-9]*)/)?.1 }
    guard let wanted = digits(line.orderID.rawValue) else { return nil }
    return lines.filter {
      !$0.isCancelled && $0.sku == line.sku.rawValue && $0.orderID != line.orderID.rawValue
        && digits($0.orderID) == wanted
    }.map(\.orderID).min { $0.count < $1.count }.map(OrderID.init(rawValue:))
  }
}
