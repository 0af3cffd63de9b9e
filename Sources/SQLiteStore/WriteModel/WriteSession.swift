import Domain
import GRDB
import ServiceLayer
import StoreMemory

/// The write side of the store; it serves one unit of work (a chunk) after another.
///
/// The writes of nearly every row (accept a line, allocate it, show it in the view, add a batch)
/// are collected. Another thread writes them in bulk, fifty rows per statement, while the next
/// chunk is decided. Rarer operations first write what was collected and then run SQL, so that they
/// always see the current state.
final class WriteSession: UnitOfWork {
  let events = EventLog()
  private let buffer: WriteBuffer
  private let lines: LineLookup
  private let repository: SQLiteProducts
  private let viewWriter: ViewWriter
  private let changeWriter: ChangeWriter
  private let originLookup: SQLiteOrigins
  private let deferred: SQLiteDeferredLines

  init(connection: Connection) {
    buffer = WriteBuffer(connection: connection)
    lines = LineLookup(buffer: buffer, connection: connection)
    repository = SQLiteProducts(
      buffer: buffer,
      lines: lines,
      connection: connection,
      events: events
    )
    viewWriter = ViewWriter(buffer: buffer)
    changeWriter = ChangeWriter(buffer: buffer)
    originLookup = SQLiteOrigins(buffer: buffer)
    deferred = SQLiteDeferredLines(buffer: buffer)
  }

  var products: any ProductRepository { repository }
  var view: any AllocationsView { viewWriter }
  var changes: any ChangeRecorder { changeWriter }
  var rows: any RowRecorder { buffer }
  var origins: any OriginLookup { originLookup }
  var deferredLines: any DeferredLines { deferred }

  func knows(_ key: RowKey) throws -> Bool {
    switch key {
    case .line(let orderID, let sku):
      try lines.find(LineKey(orderID: orderID, sku: sku)) != nil
    case .batch(let reference): try repository.creation(of: reference) != nil
    }
  }

  func prepare(for commands: [Command?]) throws {
    try repository.load(for: commands)
    try lines.lookUp(for: commands)
  }

  // MARK: - The life of a chunk

  func begin() throws {
    let mustUnload = repository.isFull
    if mustUnload { repository.unload() }
    try buffer.begin(waiting: mustUnload)
    try lines.begin()
    changeWriter.begin()
  }

  /// Writes what was collected: in the background, or immediately if a transaction is open.
  func save() throws {
    repository.noteVersions()
    originLookup.forget()
    try buffer.save()
  }

  /// Drops everything in memory after a failed chunk.
  func forget() {
    buffer.forget()
    originLookup.forget()
    lines.forget()
    events.removeAll()
    repository.unload()
  }
}
