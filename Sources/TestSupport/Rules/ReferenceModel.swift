package import Domain

/// The rules of allocation, written a second time with plain loops over lists.
///
/// It uses the types of the domain (commands, refusals) and none of its logic.
package struct ReferenceModel {
  package struct StockBatch {
    package let first: CreateBatch
    var quantity: Int
    var eta: String?
    package let origin: String
    /// Its lines, in the order of their allocation.
    var held: [Int] = []
  }

  package struct Line {
    package let orderID: String
    package let sku: String
    /// The quantity today, and the first quantity.
    package internal(set) var quantity: Int
    let first: Int
    package internal(set) var origin: String
    /// The run that accepted it.
    let ordered: String
    var batch: Int?
    /// The import of the row that cancelled it, and the import that tried that row.
    var cancelledIn: Int?
    var cancelledByTry: Int?
    var since: String

    package var isCancelled: Bool { cancelledIn != nil }
    var isWaiting: Bool { batch == nil && !isCancelled }
  }

  /// In the order of their creation.
  package internal(set) var batches: [StockBatch] = []
  /// In the order of their acceptance.
  package internal(set) var lines: [Line] = []
  package var changes: [[ReportValue]] = []
  /// The name of the current run, and the current row as `file:line`.
  package var run = ""
  package var origin = ""
  /// The import in which the current row came first, and the one that tries it.
  package var importID = 0
  package var triedIn = 0
  /// The lines that deferred rows would create, oldest row first, and the places of these rows.
  package var deferred: [(line: OrderLine, origin: String)] = []

  package init() {}

  package mutating func handle(_ command: Command) -> Verdict {
    switch command {
    case .createBatch(let command): create(command)
    case .changeBatchQuantity(let command): change(command)
    case .changeBatchETA(let command): change(command)
    case .allocateTo(let command): place(command)
    case .allocate(let command): allocate(command.line)
    case .changeOrderLineQuantity(let command): amend(command.line, isListed: command.isListed)
    case .cancelOrderLine(let command): cancel(command)
    case .cancelOrder(let command): cancel(command)
    }
  }

  // MARK: - Commands

  private mutating func create(_ command: CreateBatch) -> Verdict {
    if let known = batch(command.reference.rawValue) {
      let first = batches[known].first
      let today = batches[known]
      let isKnown =
        first.sku == command.sku && [first.quantity, today.quantity].contains(command.quantity)
        && [first.eta?.description, today.eta].contains(command.eta?.description)
      return isKnown ? .unchanged : .refused(.batchDiffers(first: first))
    }
    batches.append(
      StockBatch(
        first: command,
        quantity: command.quantity,
        eta: command.eta?.description,
        origin: origin
      )
    )
    serve(command.sku.rawValue)
    return .applied
  }

  private mutating func change(_ command: ChangeBatchQuantity) -> Verdict {
    guard let position = batch(command.reference.rawValue) else {
      return .refused(.unknownBatch(command.reference))
    }
    guard batches[position].quantity != command.quantity else { return .unchanged }
    batches[position].quantity = command.quantity
    var takenOff: [Int] = []
    while available(position) < 0 {
      guard let newest = batches[position].held.popLast() else {
        preconditionFailure("more is allocated than there are lines")
      }
      takenOff.append(newest)
      lines[newest].batch = nil
      lines[newest].since = run
    }
    takenOff.sort()
    for line in takenOff { tell(line, "deallocated", reference(position)) }
    for line in takenOff { placeByRule1(line) }
    serve(batches[position].first.sku.rawValue)
    return .applied
  }

  private mutating func change(_ command: ChangeBatchETA) -> Verdict {
    guard let position = batch(command.reference.rawValue) else {
      return .refused(.unknownBatch(command.reference))
    }
    guard batches[position].eta != command.eta?.description else { return .unchanged }
    batches[position].eta = command.eta?.description
    return .applied
  }

  private mutating func allocate(_ line: OrderLine) -> Verdict {
    if let known = known(line.orderID, line.sku) {
      if wasWithdrawn(known) { return .unchanged }
      let quantities = [lines[known].first, lines[known].quantity]
      guard quantities.contains(line.quantity) else { return .refused(difference(line, known)) }
      return lines[known].isCancelled ? .calledOff : .unchanged
    }
    guard isKnown(line.sku) else { return .refused(.unknownSku(line.sku)) }
    if let twin = twin(of: line) { return .refused(.nearTwin(line, known: twin)) }
    placeByRule1(accept(line))
    return .applied
  }

  private mutating func place(_ command: AllocateTo) -> Verdict {
    let line = command.line
    let wanted = batch(command.reference.rawValue)
    if let wanted, batches[wanted].first.sku != line.sku {
      return .refused(.batchHoldsAnotherSku(command.reference, sku: batches[wanted].first.sku))
    }
    let known = known(line.orderID, line.sku)
    if let known {
      if wasWithdrawn(known) { return .unchanged }
      guard lines[known].quantity == line.quantity else {
        return .refused(difference(line, known))
      }
      if lines[known].isCancelled { return .refused(.lineIsCancelled(line)) }
      if let place = lines[known].batch {
        return place == wanted
          ? .unchanged : .refused(.lineIsElsewhere(line, on: batches[place].first.reference))
      }
    }
    guard isKnown(line.sku) else { return .refused(.unknownSku(line.sku)) }
    if known == nil, let twin = twin(of: line) { return .refused(.nearTwin(line, known: twin)) }
    guard let wanted else { return .refused(.unknownBatch(command.reference)) }
    guard available(wanted) >= line.quantity else {
      return .refused(.doesNotFit(command.reference, available: available(wanted)))
    }
    put(known ?? accept(line), on: wanted)
    return .applied
  }

  // MARK: - Rules 1 to 3

  mutating func placeByRule1(_ line: Int) {
    let fitting = batches.indices.filter {
      batches[$0].first.sku.rawValue == lines[line].sku && available($0) >= lines[line].quantity
    }
    // An empty text sorts before every date.
    let first = fitting.min { (batches[$0].eta ?? "", $0) < (batches[$1].eta ?? "", $1) }
    if let first { put(line, on: first) }
  }

  mutating func serve(_ sku: String) {
    for line in lines.indices where lines[line].isWaiting && lines[line].sku == sku {
      placeByRule1(line)
    }
  }

  private mutating func put(_ line: Int, on batch: Int) {
    batches[batch].held.append(line)
    lines[line].batch = batch
    tell(line, "allocated", reference(batch))
  }

  mutating func accept(_ line: OrderLine) -> Int {
    lines.append(
      Line(
        orderID: line.orderID.rawValue,
        sku: line.sku.rawValue,
        quantity: line.quantity,
        first: line.quantity,
        origin: origin,
        ordered: run,
        since: run
      )
    )
    return lines.count - 1
  }

  mutating func tell(_ line: Int, _ change: String, _ batch: String) {
    changes.append([
      .text(lines[line].orderID), .text(lines[line].sku), .number(lines[line].quantity),
      .text(batch), .text(change),
    ])
  }

  // MARK: - Queries

  private func batch(_ reference: String) -> Int? {
    batches.firstIndex { $0.first.reference.rawValue == reference }
  }

  func known(_ orderID: OrderID, _ sku: Sku) -> Int? {
    lines.firstIndex { $0.orderID == orderID.rawValue && $0.sku == sku.rawValue }
  }

  func isKnown(_ sku: Sku) -> Bool { batches.contains { $0.first.sku == sku } }

  func reference(_ batch: Int) -> String { batches[batch].first.reference.rawValue }

  func available(_ batch: Int) -> Int {
    batches[batch].held.reduce(batches[batch].quantity) { $0 - lines[$1].quantity }
  }
}
