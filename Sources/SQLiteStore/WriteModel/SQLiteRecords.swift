import Domain
import GRDB
import ServiceLayer

/// The records of one product: what is not written yet, and behind it the database.
final class SQLiteRecords: ProductRecords {
  let id: Int
  let sku: Sku
  private let skuHash: UInt64
  /// Where the product stands among those in memory.
  var place = 0
  /// Whether the store was told that the product changed in this transaction.
  private var isChanged = false
  /// Where the store keeps the stock of the batch that changed last.
  private var noted: Int?
  /// Nil until it was looked up; false spares every new batch a question.
  var mayHaveBackorders: Bool?
  /// A strong reference, as every row follows it several times: the store breaks the circle.
  private let products: SQLiteProducts

  init(id: Int, sku: Sku, products: SQLiteProducts) {
    self.id = id
    self.sku = sku
    skuHash = sku.rawValue.hash()
    self.products = products
  }

  // MARK: - Questions

  func line(_ orderID: OrderID) throws -> KnownLine? {
    let key = LineKey(orderID: orderID, sku: sku, skuHash: skuHash)
    guard products.filter?.mayContain(key) != false else { return nil }
    if let pending = products.pendingLine(key) { return pending.known }
    if let expected = products.expected.find(key) { return expected }
    return try products.writtenLine(key)
  }

  func allocation(_ number: LineNumber) throws -> Allocation? {
    try products.writePending()
    let row = try products.row(
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
    guard mayHaveBackorders != false, case let quantity = quantity(), quantity > 0 else {
      return nil
    }
    try products.writePending()
    let (oldest, anyWaits) = try products.oldestBackorder(of: sku, fitting: quantity)
    mayHaveBackorders = anyWaits
    return oldest
  }

  func usedUpBatch(_ reference: BatchReference) throws -> Batch? {
    try products.writePending()
    let row = try products.row(
      """
      SELECT number, purchased, eta, newest FROM batches LEFT JOIN used_up ON batch = number
      WHERE ref = ? AND product = ?
      """,
      [reference.rawValue, id]
    )
    guard let row else { return nil }
    products.countBatches()
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

  func create(_ command: CreateBatch) throws -> Batch {
    let batch = Batch(
      reference: command.reference,
      number: products.marks.takeBatch(),
      purchasedQuantity: command.quantity,
      eta: command.eta
    )
    products.changes.batches.append(
      PendingBatch(
        number: batch.number,
        product: id,
        command: command,
        importID: products.source.importID,
        fileLine: products.source.line
      )
    )
    products.countBatches()
    note(batch)
    return batch
  }

  func save(_ batch: Batch) throws {
    try products.run(
      "UPDATE batches SET purchased = ?, eta = ? WHERE number = ?",
      [batch.purchasedQuantity, batch.eta?.description, batch.number]
    )
    // A chain that has come to its end must not go on, later, in a line that is elsewhere by then.
    if batch.availableQuantity > 0 || batch.newestAllocation == nil {
      try products.run("DELETE FROM used_up WHERE batch = ?", [batch.number])
    }
    note(batch)
  }

  func accept(_ line: OrderLine) throws -> LineNumber {
    let number = products.marks.takeLine()
    let key = LineKey(orderID: line.orderID, sku: sku, skuHash: skuHash)
    products.filter?.include(key)
    products.changes.lines.append(
      PendingLine(
        number: number,
        line: line,
        importID: products.source.importID,
        fileLine: products.source.line
      ),
      hash: key.hash
    )
    mayHaveBackorders = true
    noteChange()
    return number
  }

  func place(
    _ line: OrderLine,
    number: LineNumber,
    on batch: Batch,
    after previous: LineNumber?
  ) throws {
    note(batch)
    guard !products.changes.lines.placeLast(number, on: batch, after: previous) else { return }
    try products.run(
      "DELETE FROM backorders WHERE sku = ? AND qty = ? AND number = ?",
      [sku.rawValue, line.quantity, number.rawValue]
    )
    try products.run(
      "UPDATE order_lines SET batch = ?, previous = ?, moved = 1 WHERE number = ?",
      [batch.number, previous?.rawValue, number.rawValue]
    )
  }

  func takeOff(_ allocation: Allocation, from batch: Batch) throws {
    try products.tellFirstAllocation(of: allocation, on: batch.reference)
    try products.run(
      "UPDATE order_lines SET batch = NULL, previous = NULL, moved = 1 WHERE number = ?",
      [allocation.number.rawValue]
    )
    try products.run(
      "INSERT INTO backorders (sku, qty, number, orderid, since) VALUES (?, ?, ?, ?, ?)",
      [
        sku.rawValue, allocation.line.quantity, allocation.number.rawValue,
        allocation.line.orderID.rawValue, products.marks.run,
      ]
    )
    mayHaveBackorders = true
    note(batch)
  }

  func cancel(_ line: OrderLine, was state: KnownLine.State) throws {
    try products.writePending()
    var batch: Int?
    var number: LineNumber?
    switch state {
    case .allocated(let reference):
      batch = try products.row(
        "SELECT number FROM batches WHERE ref = ?",
        [reference.rawValue]
      )?[0]
    case .waiting(let waiting):
      number = waiting
      try products.run(
        "DELETE FROM backorders WHERE sku = ? AND qty = ? AND number = ?",
        [sku.rawValue, line.quantity, waiting.rawValue]
      )
    case .cancelled: return
    }
    try products.run(
      "INSERT INTO cancelled_lines (orderid, sku, qty, batch, number) VALUES (?, ?, ?, ?, ?)",
      [line.orderID.rawValue, sku.rawValue, line.quantity, batch, number?.rawValue]
    )
    noteChange()
  }

  func cut(_ cancelled: Allocation) throws {
    try products.run(
      "UPDATE cancelled_lines SET number = ? WHERE orderid = ? AND sku = ?",
      [cancelled.number.rawValue, cancelled.line.orderID.rawValue, sku.rawValue]
    )
  }

  private func noteChange() {
    guard !isChanged else { return }
    isChanged = true
    products.noteChange(of: self)
  }

  /// Most changes concern the batch that changed last: its stock is noted once.
  private func note(_ batch: Batch) {
    noteChange()
    noted = products.changes.note(
      BatchStock(
        product: id,
        batch: batch.number,
        available: max(0, batch.availableQuantity),
        newest: batch.newestAllocation
      ),
      at: noted
    )
  }

  /// The changes of this transaction are on their way to the database.
  func forgetChanges() {
    isChanged = false
    noted = nil
  }
}
