import Domain
import GRDB
import StoreMemory

/// The records of one product: pending writes, and the database behind them.
final class SQLiteRecords: ProductRecords {
  let id: Int
  let sku: Sku
  private let skuHash: UInt64
  /// The index of the product among those in memory.
  private let place: Int
  /// Whether the product changed in this transaction.
  private var isChanged = false
  /// The index of the pending stock of the batch that changed last.
  private var noted: Int?
  let backorders: ProductBackorders
  let buffer: WriteBuffer
  private let lines: LineLookup
  let room: MemoryRoom
  private(set) var ordered: OrderedSince
  /// The chains that were read to find a line, by the number of their batch.
  var chains: [Int: BatchChain] = [:]

  init(
    id: Int,
    sku: Sku,
    place: Int,
    ordered: OrderedSince,
    backorders: ProductBackorders,
    buffer: WriteBuffer,
    lines: LineLookup,
    room: MemoryRoom
  ) {
    self.id = id
    self.sku = sku
    self.place = place
    self.ordered = ordered
    self.backorders = backorders
    self.buffer = buffer
    self.lines = lines
    self.room = room
    skuHash = sku.rawValue.hash()
  }

  // MARK: - Questions

  func line(_ orderID: OrderID) throws -> KnownLine? {
    try lines.find(LineKey(orderID: orderID, sku: sku, skuHash: skuHash))
  }

  func twin(of orderID: OrderID) throws -> OrderID? {
    try lines.twin(of: orderID, sku, skuHash: skuHash)
  }

  func allocation(_ number: LineNumber) throws -> Allocation? {
    try buffer.writePending()
    let row = try buffer.row(
      "SELECT orderid, qty, previous FROM order_lines WHERE number = ?",
      [number.rawValue]
    )
    guard let row else { return nil }
    return Allocation(
      number: number,
      line: OrderLine(orderID: OrderID(rawValue: row[0]), sku: sku, quantity: row[1]),
      previous: row.lineNumber(2)
    )
  }

  func oldestBackorder(fitting quantity: @autoclosure () -> Int) throws -> Backorder? {
    try backorders.oldest(fitting: quantity)
  }

  func usedUpBatch(_ reference: BatchReference) throws -> Batch? {
    try buffer.writePending()
    let row = try buffer.row(
      """
      SELECT number, purchased, eta, newest FROM batches LEFT JOIN used_up ON batch = number
      WHERE ref = ? AND product = ?
      """,
      [reference.rawValue, id]
    )
    guard let row else { return nil }
    room.take()
    return Batch(
      reference: reference,
      number: row[0],
      purchasedQuantity: row[1],
      allocatedQuantity: row[1],
      eta: row.day(2),
      newestAllocation: row.lineNumber(3)
    )
  }

  // MARK: - Changes

  func create(_ command: CreateBatch, from origin: Origin) throws -> Batch {
    let batch = Batch(
      reference: command.reference,
      number: buffer.takeBatch(command, ofProduct: id, from: origin.row),
      purchasedQuantity: command.quantity,
      eta: command.eta
    )
    room.take()
    note(batch)
    return batch
  }

  func save(_ batch: Batch) throws {
    try buffer.run(
      "UPDATE batches SET purchased = ?, eta = ? WHERE number = ?",
      [batch.purchasedQuantity, batch.eta?.description, batch.number]
    )
    // An old head must not stay here: its line may be allocated to another batch later.
    if batch.availableQuantity > 0 || batch.newestAllocation == nil {
      try buffer.run("DELETE FROM used_up WHERE batch = ?", [batch.number])
    }
    note(batch)
  }

  func accept(_ line: OrderLine, from origin: Origin) throws -> LineNumber {
    let number = origin.age
    let hash = LineKey.hash(line.orderID, skuHash: skuHash)
    lines.include(line, hash: hash)
    buffer.accept(PendingLine(number: number, line: line, source: origin.row), hash: hash)
    backorders.accept(number, quantity: line.quantity)
    noteOrdered(line.quantity)
    return number
  }

  func place(
    _ line: OrderLine,
    number: LineNumber,
    on batch: Batch,
    after previous: LineNumber?
  ) throws {
    note(batch)
    backorders.remove(number)
    if !chains.isEmpty {
      chains[batch.number]?.append(number, of: line.orderID, after: previous)
    }
    guard !buffer.placeLast(number, on: batch, after: previous) else { return }
    try buffer.run(
      "DELETE FROM backorders WHERE sku = ? AND qty = ? AND number = ?",
      [sku.rawValue, line.quantity, number.rawValue]
    )
    try buffer.run(
      "UPDATE order_lines SET batch = ?, previous = ?, moved = 1 WHERE number = ?",
      [batch.number, previous?.rawValue, number.rawValue]
    )
  }

  func takeOff(_ allocation: Allocation, from batch: Batch) throws {
    try keepFirstPlacement(of: allocation.number)
    chains[batch.number]?.remove(allocation)
    try buffer.run(
      "UPDATE order_lines SET batch = NULL, previous = NULL, moved = 1 WHERE number = ?",
      [allocation.number.rawValue]
    )
    try buffer.run(
      "INSERT INTO backorders (sku, qty, number, orderid, since) VALUES (?, ?, ?, ?, ?)",
      [
        sku.rawValue, allocation.line.quantity, allocation.number.rawValue,
        allocation.line.orderID.rawValue, buffer.numbers.run,
      ]
    )
    backorders.add(allocation.number, quantity: allocation.line.quantity)
    note(batch)
  }

  /// Stores the first allocation of a line among the changes, before the line loses it.
  ///
  /// Until a line moves, only its own row has its first allocation; after that, all its changes are
  /// in the table of changes.
  func keepFirstPlacement(of number: LineNumber) throws {
    try buffer.run(
      """
      INSERT INTO changes (cause, seq, orderid, sku, qty, batchref, change, line)
      SELECT l.number, 0, orderid, sku, qty, ref, 'allocated', l.line FROM order_lines AS l
      JOIN batches ON batches.number = batch WHERE l.number = ? AND NOT moved
      """,
      [number.rawValue]
    )
  }

  func cancel(_ line: OrderLine, was state: KnownLine.State, from origin: Origin) throws {
    try buffer.writePending()
    var batch: Int?
    var number: LineNumber?
    switch state {
    case .allocated(let reference):
      batch = try buffer.row(
        "SELECT number FROM batches WHERE ref = ?",
        [reference.rawValue]
      )?[0]
    case .waiting(let waiting):
      number = waiting
      try buffer.run(
        "DELETE FROM backorders WHERE sku = ? AND qty = ? AND number = ?",
        [sku.rawValue, line.quantity, waiting.rawValue]
      )
      backorders.remove(waiting)
    case .cancelled: return
    }
    try buffer.keepCancelled(line, onBatch: batch, number: number, from: origin)
    noteOrdered(-line.quantity)
  }

  func cut(_ cancelled: Allocation, from batch: Batch) throws {
    chains[batch.number]?.remove(cancelled)
    try buffer.run(
      "UPDATE cancelled_lines SET number = ? WHERE orderid = ? AND sku = ?",
      [cancelled.number.rawValue, cancelled.line.orderID.rawValue, sku.rawValue]
    )
  }

  func noteChange() {
    guard !isChanged else { return }
    isChanged = true
    ordered.begin(after: buffer.numbers.lastPublished)
    buffer.noteChange(ofProductAt: place)
  }

  /// Counts ordered units; negative units are cancelled.
  func noteOrdered(_ units: Int) {
    noteChange()
    ordered.units += units
  }

  /// Adds the stock of a batch to the buffer.
  ///
  /// Most changes concern the batch that changed last: its entry is replaced.
  func note(_ batch: Batch) {
    noteChange()
    noted = buffer.note(
      BatchStock(
        product: id,
        batch: batch.number,
        available: max(0, batch.availableQuantity),
        newest: batch.newestAllocation
      ),
      at: noted
    )
  }

  /// Forgets the changes, once they are being written.
  func forgetChanges() {
    isChanged = false
    noted = nil
  }
}
