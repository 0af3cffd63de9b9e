import Domain
import GRDB
import StoreMemory

/// The back-orders of one product; each step of rule 3 asks for the oldest that fits.
final class ProductBackorders {
  private let sku: Sku
  private let buffer: WriteBuffer
  private let room: MemoryRoom
  /// Whether there may be back-orders; nil until it was looked up.
  ///
  /// False saves a query.
  private var mayWait: Bool?
  /// All back-orders, once they have so many different quantities that one query each would be
  /// slow.
  private var inMemory: BackorderTree?
  /// The line accepted last, which is added to those in memory only if it has to wait.
  private var accepted: (number: LineNumber, quantity: Int)?

  init(sku: Sku, isNew: Bool, buffer: WriteBuffer, room: MemoryRoom) {
    self.sku = sku
    self.buffer = buffer
    self.room = room
    mayWait = isNew ? false : nil
  }

  // MARK: - Changes

  func accept(_ number: LineNumber, quantity: Int) {
    mayWait = true
    guard inMemory != nil else { return }
    takeInAccepted()
    accepted = (number, quantity)
  }

  /// Adds a line that waits again, with its old age.
  func add(_ number: LineNumber, quantity: Int) {
    mayWait = true
    inMemory?.insert(number, quantity: quantity)
  }

  func remove(_ number: LineNumber) {
    guard inMemory != nil else { return }
    if accepted?.number == number {
      accepted = nil
    } else {
      inMemory?.remove(number)
    }
  }

  private func takeInAccepted() {
    guard let line = accepted else { return }
    inMemory?.insert(line.number, quantity: line.quantity)
    accepted = nil
  }

  // MARK: - Look-up

  func oldest(fitting quantity: () -> Int) throws -> Backorder? {
    guard mayWait != false, case let quantity = quantity(), quantity > 0 else { return nil }
    try buffer.writePending()
    if inMemory == nil {
      let answer = try stepThroughQuantities(upTo: quantity)
      if case .found(let oldest, let anyWaits) = answer {
        mayWait = anyWaits
        return oldest
      }
      try loadAll()
    }
    takeInAccepted()
    guard let oldest = inMemory?.oldest(fitting: quantity) else { return nil }
    let row = try buffer.row(
      "SELECT orderid FROM backorders WHERE sku = ? AND qty = ? AND number = ?",
      [sku.rawValue, oldest.quantity, oldest.number.rawValue]
    )
    guard let row else { return nil }
    return Backorder(
      number: oldest.number,
      line: OrderLine(orderID: OrderID(rawValue: row[0]), sku: sku, quantity: oldest.quantity)
    )
  }

  private enum Answer {
    case found(Backorder?, anyWaits: Bool)
    case tooManyQuantities
  }

  /// How many different quantities are queried one by one.
  private static let fewQuantities = 32

  /// Looks for the oldest line of each quantity: the key of back-orders is sku, quantity and age.
  private func stepThroughQuantities(upTo quantity: Int) throws -> Answer {
    var oldest: Backorder?
    var wanted = 0
    for _ in 0..<Self.fewQuantities {
      let row = try buffer.row(
        """
        SELECT qty, number, orderid FROM backorders WHERE sku = ? AND qty > ?
        ORDER BY qty, number LIMIT 1
        """,
        [sku.rawValue, wanted]
      )
      guard let row else { return .found(oldest, anyWaits: wanted > 0) }
      wanted = row[0]
      guard wanted <= quantity else { return .found(oldest, anyWaits: true) }
      let number = LineNumber(rawValue: row[1])
      if let oldest, oldest.number < number { continue }
      oldest = Backorder(
        number: number,
        line: OrderLine(orderID: OrderID(rawValue: row[2]), sku: sku, quantity: wanted)
      )
    }
    return .tooManyQuantities
  }

  private func loadAll() throws {
    var waiting = BackorderTree()
    try buffer.rows("SELECT number, qty FROM backorders WHERE sku = ?", sku.rawValue) {
      waiting.insert(LineNumber(rawValue: $0.number(0)), quantity: $0.number(1))
    }
    room.take(waiting.count)
    inMemory = waiting
    accepted = nil
  }
}
