import Domain
import GRDB
import ServiceLayer

/// The records of one product: what is not written yet, and behind it the database.
final class SQLiteRecords: ProductRecords {
  let id: Int
  let sku: Sku
  var savedVersion = 0
  var isChanged = false
  /// Nil until it was looked up; false spares every new batch a question.
  var mayHaveBackorders: Bool?
  private unowned let products: SQLiteProducts

  init(id: Int, sku: Sku, products: SQLiteProducts) {
    self.id = id
    self.sku = sku
    self.products = products
  }

  // MARK: - Questions

  func line(_ orderID: OrderID) throws -> KnownLine? {
    let key = LineKey(orderID: orderID, sku: sku)
    if let pending = products.lines[key] { return pending.known }
    return try products.writtenLine(key)
  }

  func allocation(_ number: LineNumber) throws -> Allocation? {
    try products.writePending()
    let row = try Row.fetchOne(
      products.statement("SELECT orderid, qty, previous FROM order_lines WHERE number = ?"),
      arguments: [number.rawValue])
    guard let row else { return nil }
    return Allocation(
      number: number,
      line: OrderLine(orderID: OrderID(rawValue: row[0]), sku: sku, quantity: row[1]),
      previous: (row[2] as Int?).map(LineNumber.init))
  }

  func oldestBackorder(fitting quantity: Int) throws -> Backorder? {
    guard mayHaveBackorders != false else { return nil }
    try products.writePending()
    let (oldest, waiting) = try products.oldestBackorder(of: sku, fitting: quantity)
    mayHaveBackorders = waiting
    return oldest
  }

  func usedUpBatch(_ reference: BatchReference) throws -> Batch? {
    try products.writePending()
    let row = try Row.fetchOne(
      products.statement(
        """
        SELECT number, purchased, eta, newest FROM batches LEFT JOIN used_up ON batch = number
        WHERE ref = ? AND product = ?
        """), arguments: [reference.rawValue, id])
    guard let row else { return nil }
    products.countBatch()
    return Batch(
      reference: reference, number: row[0], purchasedQuantity: row[1], allocatedQuantity: row[1],
      eta: (row[2] as String?).flatMap { Day($0.utf8) },
      newestAllocation: (row[3] as Int?).map(LineNumber.init))
  }

  func openBatches() throws -> [Batch] {
    let cursor = try Row.fetchCursor(
      products.statement(
        """
        SELECT number, ref, purchased, available, eta, newest
        FROM stock JOIN batches ON number = batch WHERE stock.product = ?
        """), arguments: [id])
    var batches: [Batch] = []
    while let row = try cursor.next() {
      let purchased: Int = row[2]
      let available: Int = row[3]
      batches.append(
        Batch(
          reference: BatchReference(rawValue: row[1]), number: row[0],
          purchasedQuantity: purchased, allocatedQuantity: purchased - available,
          eta: (row[4] as String?).flatMap { Day($0.utf8) },
          newestAllocation: (row[5] as Int?).map(LineNumber.init)))
    }
    return batches
  }

  // MARK: - Changes

  func create(_ command: CreateBatch) throws -> Batch {
    let batch = Batch(
      reference: command.reference, number: products.takeBatchNumber(),
      purchasedQuantity: command.quantity, eta: command.eta)
    products.newBatches.append(
      PendingBatch(
        number: batch.number, product: id, command: command, importID: products.source.importID,
        fileLine: products.source.line))
    products.countBatch()
    note(batch)
    return batch
  }

  func save(_ batch: Batch) throws {
    try products.writePending()
    try products.statement("UPDATE batches SET purchased = ?, eta = ? WHERE number = ?")
      .execute(arguments: [batch.purchasedQuantity, batch.eta?.description, batch.number])
    // A chain that has come to its end must not go on, later, in a line that is elsewhere by then.
    if batch.availableQuantity > 0 || batch.newestAllocation == nil {
      try products.statement("DELETE FROM used_up WHERE batch = ?")
        .execute(arguments: [batch.number])
    }
    note(batch)
  }

  func accept(_ line: OrderLine) throws -> LineNumber {
    let number = products.takeLineNumber()
    products.lines.append(
      PendingLine(
        number: number, line: line, importID: products.source.importID,
        fileLine: products.source.line))
    mayHaveBackorders = true
    return number
  }

  func place(
    _ line: OrderLine, number: LineNumber, on batch: Batch, after previous: LineNumber?
  ) throws {
    note(batch)
    guard !products.lines.placeLast(number, on: batch, after: previous) else { return }
    try products.writePending()
    try products.statement("DELETE FROM backorders WHERE sku = ? AND qty = ? AND number = ?")
      .execute(arguments: [sku.rawValue, line.quantity, number.rawValue])
    try products.statement(
      "UPDATE order_lines SET batch = ?, previous = ?, moved = 1 WHERE number = ?"
    ).execute(arguments: [batch.number, previous?.rawValue, number.rawValue])
  }

  func takeOff(_ allocation: Allocation, from batch: Batch) throws {
    try products.writePending()
    try products.tellFirstAllocation(of: allocation, on: batch.reference)
    try products.statement(
      "UPDATE order_lines SET batch = NULL, previous = NULL, moved = 1 WHERE number = ?"
    ).execute(arguments: [allocation.number.rawValue])
    try products.statement(
      "INSERT INTO backorders (sku, qty, number, orderid, since) VALUES (?, ?, ?, ?, ?)"
    ).execute(arguments: [
      sku.rawValue, allocation.line.quantity, allocation.number.rawValue,
      allocation.line.orderID.rawValue, products.currentRun(),
    ])
    products.noteWaiting(LineKey(orderID: allocation.line.orderID, sku: sku))
    mayHaveBackorders = true
    note(batch)
  }

  func cancel(_ line: OrderLine, was state: KnownLine.State) throws {
    try products.writePending()
    var batch: Int?
    var number: LineNumber?
    switch state {
    case .allocated(let reference):
      batch = try Int.fetchOne(
        products.statement("SELECT number FROM batches WHERE ref = ?"),
        arguments: [reference.rawValue])
    case .waiting(let waiting):
      number = waiting
      try products.statement("DELETE FROM backorders WHERE sku = ? AND qty = ? AND number = ?")
        .execute(arguments: [sku.rawValue, line.quantity, waiting.rawValue])
    case .cancelled: return
    }
    try products.statement(
      "INSERT INTO cancelled_lines (orderid, sku, qty, batch, number) VALUES (?, ?, ?, ?, ?)"
    ).execute(arguments: [
      line.orderID.rawValue, sku.rawValue, line.quantity, batch, number?.rawValue,
    ])
    products.noteCancelled(LineKey(orderID: line.orderID, sku: sku))
  }

  func cut(_ cancelled: Allocation) throws {
    try products.statement("UPDATE cancelled_lines SET number = ? WHERE orderid = ? AND sku = ?")
      .execute(arguments: [
        cancelled.number.rawValue, cancelled.line.orderID.rawValue, sku.rawValue,
      ])
  }

  private func note(_ batch: Batch) {
    products.stock[batch.number] = BatchStock(
      product: id, available: max(0, batch.availableQuantity), newest: batch.newestAllocation)
  }
}
