import Domain
import GRDB
import ServiceLayer
import StoreMemory

/// Collects the writes of a chunk, and writes them in bulk at the end of the chunk.
///
/// They are written earlier if a statement must see them.
final class WriteBuffer: RowRecorder {
  private let connection: Connection
  private var pending = PendingWrites()
  /// The writes of the previous chunk, until they are known to be committed.
  private var handedOver: PendingWrites?
  private(set) var numbers = NextNumbers()
  /// The indexes of the products that changed, among those in memory.
  private var changedProducts: [Int] = []
  /// Increased at each write: what was looked up before may then be out of date.
  private(set) var edition = 0

  init(connection: Connection) { self.connection = connection }

  // MARK: - Collecting

  func takeProduct(_ sku: Sku) -> Int {
    let id = numbers.takeProduct()
    pending.products.append((id: id, sku: sku))
    return id
  }

  /// Adds a new batch and returns its number.
  func takeBatch(_ command: CreateBatch, ofProduct id: Int, from source: RowSource) -> Int {
    let number = numbers.takeBatch()
    pending.batches.append(
      PendingBatch(number: number, product: id, command: command, source: source)
    )
    return number
  }

  func accept(_ line: consuming PendingLine, hash: UInt64) {
    pending.lines.append(line, hash: hash)
  }

  /// Allocates the line accepted last, if it has this number; returns whether it has.
  func placeLast(_ number: LineNumber, on batch: Batch, after previous: LineNumber?) -> Bool {
    pending.lines.placeLast(number, on: batch, after: previous)
  }

  /// Marks the line accepted last as shown in the view, if it is this line on this batch.
  func showLast(_ line: OrderLine, on reference: BatchReference) -> Bool {
    pending.lines.showLast(line, on: reference)
  }

  /// Whether the line accepted last is this line on this batch.
  func lastIs(_ line: OrderLine, on reference: BatchReference) -> Bool {
    pending.lines.lastIs(line, on: reference)
  }

  /// Runs a query with one text as its argument, and passes on each row.
  func rows(_ sql: String, _ key: String, _ body: (RawRow) -> Void) throws {
    try connection.look { db in
      try db.rows(sql, for: CollectionOfOne(key)) { row, key in
        row.bind(key)
      } _: { _, row in
        body(row)
      }
    }
  }

  /// Adds the stock of a batch, or replaces the entry at an index if it is of the same batch.
  ///
  /// - Returns: The index of the entry.
  func note(_ stock: BatchStock, at place: Int?) -> Int { pending.note(stock, at: place) }

  /// Records that a product changed, so that its version is saved.
  func noteChange(ofProductAt place: Int) { changedProducts.append(place) }

  /// Removes and returns the indexes of the products that changed.
  func takeChangedProducts() -> [Int] {
    defer { changedProducts.removeAll(keepingCapacity: true) }
    return changedProducts
  }

  /// Adds a new shape of order ids.
  func note(_ shape: OrderIDShapes.Shape) { pending.shapes.append(shape) }

  func note(_ product: ProductToday) { pending.changed.append(product) }

  func keep(_ row: KeptRow) { pending.rows.kept.append(row) }

  func forget(_ source: RowSource) { pending.rows.done.append(source) }

  func close(line: Int, rejectedIn importID: Int) {
    pending.rows.closed.append((importID: importID, line: line))
  }

  func noteSkipped(_ orderID: OrderID, _ sku: Sku, at line: Int, by importID: Int) {
    pending.rows.skipped.append((orderID: orderID, sku: sku, line: line, importID: importID))
  }

  func advance(_ importID: Int, doneRows: Int, counts: RowCounts) {
    pending.rows.progress.append((importID: importID, doneRows: doneRows, counts: counts))
  }

  // MARK: - Looking up

  func pendingLine(_ key: LineKey) -> PendingLine? {
    pending.lines.find(key) ?? handedOver?.lines.find(key)
  }

  func pendingBatch(_ reference: BatchReference) -> PendingBatch? {
    pending.batches.find(reference) ?? handedOver?.batches.find(reference)
  }

  /// The stock of a batch, if it changed in this chunk.
  func notedStock(ofBatch batch: Int) -> BatchStock? {
    pending.stock.last { $0.batch == batch }
  }

  /// Reads one row from the open transaction; if none is open, from the committed state.
  func row(_ sql: String, _ arguments: StatementArguments) throws -> Row? {
    try connection.look { db in
      try Row.fetchOne(db.cachedStatement(sql: sql), arguments: arguments)
    }
  }

  /// Reads all rows, as `row` does.
  func allRows(_ sql: String, _ arguments: StatementArguments) throws -> [Row] {
    try connection.look { db in
      try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
    }
  }

  // MARK: - Writing

  /// Runs a rare statement immediately, after writing everything that was collected.
  func run(_ sql: String, _ arguments: StatementArguments) throws {
    try writePending()
    edition += 1
    try connection.write { db in
      try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }
  }

  /// Stores a line as cancelled by a row.
  ///
  /// `batch` is the batch whose chain still contains the line; nil if no chain does.
  func keepCancelled(
    _ line: OrderLine,
    onBatch batch: Int?,
    number: LineNumber?,
    from origin: Origin
  ) throws {
    try run(
      """
      INSERT INTO cancelled_lines
        (orderid, sku, qty, batch, number, by_import, by_line, by_try)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        line.orderID.rawValue, line.sku.rawValue, line.quantity, batch, number?.rawValue,
        origin.row.importID, origin.row.line, origin.importID,
      ]
    )
    try forgetSkipped(line.orderID, line.sku)
  }

  /// Forgets that a row of a line was skipped: after the line has changed, a person is told again.
  func forgetSkipped(_ orderID: OrderID, _ sku: Sku) throws {
    try run(
      "DELETE FROM passed_over_lines WHERE orderid = ? AND sku = ?",
      [orderID.rawValue, sku.rawValue]
    )
  }

  /// Writes the new rows that were collected, so that SQL sees them; stock is read only from
  /// memory.
  func writePending() throws {
    guard pending.hasNew || handedOver != nil || !connection.isWriting else { return }
    edition += 1
    numbers.include(pending)
    let new = pending.takeNew()
    try connection.write { db in try new.write(db) }
    handedOver = nil
  }

  /// Like `writePending`, but also writes the rows that were deferred.
  func writePendingRows() throws {
    try writePending()
    guard pending.rows.kept.contains(where: { $0.deferredLine != nil }) else { return }
    let rows = pending.rows
    pending.rows = PendingRows()
    try connection.write { db in try rows.write(db) }
  }

  // MARK: - The life of a chunk

  /// Begins a chunk; with `waiting`, waits until the previous one is committed.
  func begin(waiting: Bool) throws {
    edition += 1
    // After a failed chunk, memory no longer has what is still being written: wait for it.
    if waiting || handedOver == nil { try connection.awaitBackgroundWrite() }
    if connection.isIdle {
      handedOver = nil
      numbers = try connection.look(NextNumbers.init)
    }
    pending.run = numbers.run
  }

  func save() throws {
    numbers.include(pending)
    if connection.isWriting {
      try connection.write(pending.write)
      handedOver = nil
    } else if !pending.isEmpty {
      try connection.writeInBackground { [pending] in try pending.write($0) }
      handedOver = pending
    }
    pending = PendingWrites(after: pending)
  }

  func forget() {
    pending = PendingWrites()
    handedOver = nil
    changedProducts.removeAll()
    edition += 1
  }
}
