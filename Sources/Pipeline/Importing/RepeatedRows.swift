import Domain
import ServiceLayer

/// The statements of the rows of a file so far, to find a second row about the same thing.
///
/// Two rows for one order line may be two orders or one, and of two quantities of one batch only
/// one can be right: such a second row is rejected. Keys are kept as hashes of 64 bits.
///
/// While every row of an orders file was applied or had faults, only the rows with faults are kept,
/// because a new line cannot repeat another row. When a row may be a repetition, the rows before it
/// are read again, and from then on all statements are kept.
struct RepeatedRows {
  /// The statement of an earlier row.
  struct Statement {
    let line: Int
    /// The quantity of an order line, or the value of a fact; nil if the row has faults.
    let value: Int?
  }

  /// A row as far as it can be read: its command, or the line that it names if it has faults.
  enum Said {
    case command(Command)
    case faulty(RowKey)
  }

  /// Reads the rows before a row, and passes on each of them with its line.
  typealias Reading = (_ row: Int, _ body: (Said, _ line: Int) -> Void) throws -> Void

  /// Whether the file may change a known line or batch; its rows are then facts.
  private let amends: Bool
  private var statements: [Int: Statement] = [:]
  /// The keys of rows with faults, until all statements are kept.
  private var faulty: Set<Int> = []
  /// Nil once the statements of all rows are kept.
  private var earlierRows: Reading?
  /// Whether some rows before the first one were not done, so that lines in them may still be new.
  private var mayRepeatUndone: Bool

  /// If earlier rows cannot be read again, all statements are kept from the first row on.
  init(
    amends: Bool,
    afterUndoneRows mayRepeatUndone: Bool,
    readingEarlierRows earlierRows: Reading?
  ) {
    self.amends = amends
    self.mayRepeatUndone = mayRepeatUndone
    self.earlierRows = earlierRows
  }

  /// The refusal of a row that repeats an unknown order line, or states a second value for the same
  /// thing, before it has any effect; nil if it may be executed.
  mutating func refuseBeforehand(
    _ command: Command,
    at source: RowSource,
    in work: (any UnitOfWork)?
  ) throws -> RowFault? {
    if !amends, case .allocate(let order) = command {
      // There are almost never any statements.
      if earlierRows != nil, faulty.isEmpty, !mayRepeatUndone { return nil }
      return try refuseRepetition(order.line, at: source)
    }
    guard let fact = Fact(command, amends: amends) else { return nil }
    try catchUp(to: source.row)
    if let first = statements[fact.key] {
      return try first.value == fact.value ? nil : .statedTwice(command, first: first, in: work)
    }
    statements[fact.key] = Statement(line: source.line, value: fact.value)
    return nil
  }

  /// The refusal of an order line that was not new, if an earlier row has the same key; nil if it
  /// is the first.
  mutating func refuseKnown(_ command: Command, at source: RowSource) throws -> RowFault? {
    guard earlierRows != nil, !amends, case .allocate(let order) = command else { return nil }
    try catchUp(to: source.row)
    return try refuseRepetition(order.line, at: source)
  }

  private mutating func refuseRepetition(
    _ line: OrderLine,
    at source: RowSource
  ) throws -> RowFault? {
    let key = Self.key(line.orderID.rawValue, line.sku.rawValue)
    if earlierRows != nil {
      guard mayRepeatUndone || faulty.contains(key) else { return nil }
      try catchUp(to: source.row)
    }
    if let first = statements[key] { return .lineRepeated(line, first: first) }
    statements[key] = Statement(line: source.line, value: line.quantity)
    return nil
  }

  /// Records the line that a row with faults names, because a later row may repeat it.
  mutating func note(_ faultyRow: RowKey, at source: RowSource) {
    guard !amends, let key = Self.key(of: .faulty(faultyRow)) else { return }
    if earlierRows != nil {
      faulty.insert(key)
    } else if statements[key] == nil {
      statements[key] = Statement(line: source.line, value: nil)
    }
  }

  /// Reads the statements of the rows before a row, once; the first of each key counts.
  private mutating func catchUp(to row: Int) throws {
    guard let earlierRows else { return }
    var statements: [Int: Statement] = [:]
    try earlierRows(row) { said, line in
      guard let statement = statement(said), statements[statement.key] == nil else { return }
      statements[statement.key] = Statement(line: line, value: statement.value)
    }
    self.statements = statements
    self.earlierRows = nil
    mayRepeatUndone = false
    faulty = []
  }

  private func statement(_ said: Said) -> (key: Int, value: Int?)? {
    if !amends, let key = Self.key(of: said) {
      if case .command(.allocate(let order)) = said { return (key, order.line.quantity) }
      return (key, nil)
    }
    guard case .command(let command) = said else { return nil }
    return Fact(command, amends: amends).map { ($0.key, $0.value) }
  }

  /// The key of the order line that a row would create; nil if it creates none.
  private static func key(of said: Said) -> Int? {
    switch said {
    case .command(.allocate(let order)):
      key(order.line.orderID.rawValue, order.line.sku.rawValue)
    case .faulty(.line(let orderID, let sku)): key(orderID.rawValue, sku.rawValue)
    case .command, .faulty: nil
    }
  }

  /// The quantity or eta that a row gives a batch, or the quantity that it gives an order line.
  struct Fact {
    /// The batch, or the order.
    let name: String
    private let sku: String
    /// The value itself, or its hash.
    let value: Int
    private let command: Command

    /// Nil if a command states none; in a file that amends, orders and batches also state facts.
    init?(_ command: Command, amends: Bool = false) {
      switch command {
      case .changeBatchQuantity(let change):
        (name, sku, value) = (change.reference.rawValue, "", change.quantity)
      case .changeBatchETA(let change):
        (name, sku, value) = (change.reference.rawValue, "", change.eta.hashValue)
      case .changeOrderLineQuantity(let change):
        (name, sku) = (change.line.orderID.rawValue, change.line.sku.rawValue)
        value = change.line.quantity
      case .allocate(let order) where amends:
        (name, sku) = (order.line.orderID.rawValue, order.line.sku.rawValue)
        value = order.line.quantity
      case .createBatch(let batch) where amends:
        (name, sku) = (batch.reference.rawValue, "")
        value = [batch.quantity, batch.eta.hashValue].hashValue
      case .createBatch, .allocateTo, .allocate, .cancelOrderLine, .cancelOrder: return nil
      }
      self.command = command
    }

    var shownValue: String {
      if case .changeBatchETA(let change) = command { return change.eta?.description ?? "none" }
      return String(value)
    }

    var key: Int { RepeatedRows.key(name, sku) }
  }

  fileprivate static func key(_ name: String, _ second: String = "") -> Int {
    var hasher = Hasher()
    hasher.combine(name)
    hasher.combine(second)
    return hasher.finalize()
  }
}
