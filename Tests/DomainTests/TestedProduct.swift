import Domain
import TestSupport
import Testing

/// A product of LAMPs that follows up its events as the bus does.
final class TestedProduct {
  /// Everything to compare: the values in memory and the saved ones.
  struct State: Equatable {
    var version: Int
    var batches: [Batch]
    var saved: WriteModel
    var happened: [Event]
  }

  private let memory = WriteModelInMemory()
  private(set) var product: Product
  private(set) var happened: [Event] = []

  private let events = EventLog()
  private var lines = 0

  /// The row of the next line, whose age is its number from 1.
  private func nextLine() -> Origin {
    lines += 1
    return Self.row(lines)
  }

  private static func row(_ number: Int) -> Origin {
    Origin(RowSource(importID: 0, row: number, line: number + 1), triedIn: 0)
  }

  init() {
    product = Product(
      sku: "LAMP",
      records: RecordsInMemory(of: "LAMP", in: memory),
      events: events
    )
  }

  var state: State {
    State(
      version: product.version,
      batches: savedBatches,
      saved: memory.model,
      happened: happened
    )
  }

  /// The saved batches, in the order of their creation.
  var savedBatches: [Batch] { memory.model.batches(of: "LAMP") }

  /// Which batch each line is on.
  var placements: [String: String] {
    Dictionary(
      uniqueKeysWithValues: memory.model.placements.map {
        ($0.key.orderID.rawValue, $0.value.reference)
      }
    )
  }

  /// The lines that wait, oldest first.
  var waiting: [String] { memory.model.backorders.map(\.stored.line.orderID.rawValue) }

  func available(_ reference: BatchReference) -> Int? {
    memory.model.batches[reference]?.batch.availableQuantity
  }

  // MARK: - Commands

  func create(_ reference: BatchReference, _ quantity: Int, eta: Day? = nil) throws {
    try product.add(
      CreateBatch(reference: reference, sku: "LAMP", quantity: quantity, eta: eta),
      from: Self.row(0)
    )
    try carryOn()
  }

  @discardableResult
  func allocate(_ orderID: OrderID, _ quantity: Int) throws -> Outcome {
    try handle { try product.allocate(OrderLine(orderID, "LAMP", quantity), from: nextLine()) }
  }

  @discardableResult
  func allocate(
    _ orderID: OrderID,
    _ quantity: Int,
    to reference: BatchReference
  ) throws -> Outcome {
    try handle {
      try product.allocate(OrderLine(orderID, "LAMP", quantity), to: reference, from: nextLine())
    }
  }

  @discardableResult
  func cancel(_ orderID: OrderID) throws -> Outcome {
    try handle { try product.cancel(orderID, from: Self.row(0)) }
  }

  @discardableResult
  func amend(_ orderID: OrderID, _ quantity: Int, isListed: Bool = false) throws -> Outcome {
    let line = OrderLine(orderID, "LAMP", quantity)
    return try handle { try product.amend(line, isListed: isListed, from: nextLine()) }
  }

  @discardableResult
  func changeQuantity(_ reference: BatchReference, _ quantity: Int) throws -> Outcome {
    try handle { try product.changeQuantity(of: reference, to: quantity) }
  }

  @discardableResult
  func changeETA(_ reference: BatchReference, _ eta: Day?) throws -> Outcome {
    try handle { try product.changeETA(of: reference, to: eta) }
  }

  /// Loads the product again with only its open batches, as another night would.
  func reload() {
    product = Product(
      sku: "LAMP",
      version: product.version,
      batches: savedBatches.filter { $0.availableQuantity > 0 },
      records: RecordsInMemory(of: "LAMP", in: memory),
      events: events
    )
  }

  func forgetEvents() { happened = [] }

  /// Expects a refusal that changes nothing.
  func expectRefusal(
    _ refusal: Refusal,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ command: () throws -> Outcome
  ) {
    let before = state
    #expect(throws: refusal, sourceLocation: sourceLocation) { try command() }
    #expect(state == before, sourceLocation: sourceLocation)
    #expect(events.isEmpty, sourceLocation: sourceLocation)
  }

  private func handle(_ command: () throws -> Outcome) throws -> Outcome {
    let outcome = try command()
    try carryOn()
    return outcome
  }

  private func carryOn() throws {
    while !events.isEmpty {
      let event = events.removeFirst()
      happened.append(event)
      switch event {
      case .deallocated(let event):
        if let number = event.number { try product.reallocate(event.line, number: number) }
      case .stockAdded: try product.serveBackorders()
      case .allocated, .outOfStock, .orderLineCancelled: break
      }
    }
  }
}

extension Event {
  static func allocated(_ orderID: OrderID, _ quantity: Int, on reference: BatchReference) -> Self {
    .allocated(Allocated(line: OrderLine(orderID, "LAMP", quantity), reference: reference))
  }

  static func deallocated(
    _ number: LineNumber?,
    _ orderID: OrderID,
    _ quantity: Int,
    from reference: BatchReference
  ) -> Self {
    .deallocated(
      Deallocated(
        number: number,
        line: OrderLine(orderID, "LAMP", quantity),
        reference: reference
      )
    )
  }

  static func outOfStock(_ orderID: OrderID, _ quantity: Int) -> Self {
    .outOfStock(OutOfStock(line: OrderLine(orderID, "LAMP", quantity)))
  }

  static func cancelled(
    _ orderID: OrderID,
    _ quantity: Int,
    on reference: BatchReference?
  ) -> Self {
    .orderLineCancelled(
      OrderLineCancelled(line: OrderLine(orderID, "LAMP", quantity), reference: reference)
    )
  }

  static let stockAdded = Event.stockAdded(StockAdded(sku: "LAMP"))
}
