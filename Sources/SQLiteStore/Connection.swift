import GRDB
import ServiceLayer

/// The database file: a writing connection, a reading one, and the transaction in progress.
///
/// A chunk of work begins with reads only. What it collects is written as a whole in the
/// background, while the next chunk is decided. Only a chunk that must write earlier opens its own
/// transaction. A call inside an open transaction joins it (GRDB would trap otherwise).
final class Connection {
  let path: String
  let database: any DatabaseWriter
  /// The writing connection, while a transaction is open on it.
  private var open: Database?
  /// The reading connection, while a chunk is in progress.
  private var reader: Database?
  private var handedOver: BackgroundWrite?

  init(_ database: any DatabaseWriter, path: String) {
    self.database = database
    self.path = path
  }

  /// Waits for the background write before the connection is closed.
  deinit { try? handedOver?.wait() }

  // MARK: - Transactions

  /// Reads and writes in one transaction, or in the one that is open.
  func transaction<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try translating {
      try awaitBackgroundWrite()
      guard open == nil else { return try write(body) }
      return try database.writeWithoutTransaction { db in
        try committing(db, .immediate) { try body(db) }
      }
    }
  }

  /// Like `transaction`, but returns only when it is on disk.
  ///
  /// Ordinary commits use `synchronous=NORMAL`: a power cut may undo the newest of them. A FULL
  /// commit makes itself and all earlier commits durable.
  func durableTransaction<Result>(_ body: (Database) throws -> Result) throws -> Result {
    guard open == nil else { return try transaction(body) }
    return try translating {
      try awaitBackgroundWrite()
      return try database.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA synchronous = FULL")
        guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
          throw StoreFailure(.unusable, "\(path): SQLite does not accept synchronous=FULL")
        }
        defer { try? db.execute(sql: "PRAGMA synchronous = NORMAL") }
        return try committing(db, .immediate) { try body(db) }
      }
    }
  }

  /// Reads one committed state, or the state of the open transaction.
  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try translating {
      try awaitBackgroundWrite()
      guard open == nil else { return try write(body) }
      return try database.writeWithoutTransaction { db in
        try committing(db, .deferred) { try body(db) }
      }
    }
  }

  /// Runs statements that must not be in a transaction.
  func outsideTransaction(_ body: (Database) throws -> Void) throws {
    try translating { try database.writeWithoutTransaction(body) }
  }

  /// Runs the body in one transaction, which takes the place of all its commits, and rolls it back.
  func rehearse<Result>(_ body: () throws -> Result) throws -> Result {
    try translating {
      try awaitBackgroundWrite()
      return try database.writeWithoutTransaction { db in
        try db.beginTransaction(.immediate)
        open = db
        defer {
          open = nil
          try? db.rollback()
        }
        return try body()
      }
    }
  }

  // MARK: - Chunks

  /// Whether a transaction is open.
  var isWriting: Bool { open != nil }
  /// Whether no background write can still be in progress.
  var isIdle: Bool { handedOver == nil }

  /// Runs a chunk; if it opened a transaction, commits that or rolls it back.
  func chunk<Result>(_ body: () throws -> Result) throws -> Result {
    try translating {
      if let open {
        var result: Result?
        try open.inSavepoint {
          result = try body()
          return .commit
        }
        guard let result else { throw StoreFailure(.fault, "a savepoint ended without a result") }
        return result
      }
      return try database.unsafeRead { db in
        reader = db
        defer { reader = nil }
        do {
          let result = try body()
          try end { try $0.commit() }
          return result
        } catch {
          try? end { try $0.rollback() }
          throw error
        }
      }
    }
  }

  /// Reads from the open transaction; if none is open, from the committed state.
  func look<Result>(_ body: (Database) throws -> Result) throws -> Result {
    if open == nil, let reader { return try body(reader) }
    return try write(body)
  }

  /// Like `look`, for many look-ups together: SQLite takes its locks only once.
  func lookAtOneState(_ body: (Database) throws -> Void) throws {
    try look { db in
      guard !db.isInsideTransaction else { return try body(db) }
      try db.inTransaction(.deferred) {
        try body(db)
        return .commit
      }
    }
  }

  /// Writes immediately, in the chunk's own transaction, after the background write is done.
  func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
    if open == nil { try awaitBackgroundWrite() }
    return try database.unsafeReentrantWrite { db in
      if open == nil {
        try db.beginTransaction(.immediate)
        open = db
      }
      return try body(db)
    }
  }

  /// Writes and commits a whole chunk in the background.
  ///
  /// At most one is in progress. If it fails, the next call throws its error.
  func writeInBackground(_ write: @escaping @Sendable (Database) throws -> Void) throws {
    try awaitBackgroundWrite()
    let handedOver = BackgroundWrite()
    self.handedOver = handedOver
    database.asyncWriteWithoutTransaction { db in
      handedOver.finish {
        try db.inTransaction(.immediate) {
          try write(db)
          return .commit
        }
      }
    }
  }

  /// Waits until the background write is committed.
  func awaitBackgroundWrite() throws {
    defer { handedOver = nil }
    try handedOver?.wait()
  }

  private func end(_ body: (Database) throws -> Void) throws {
    guard open != nil else { return }
    defer { open = nil }
    try database.unsafeReentrantWrite(body)
  }

  private func committing<Result>(
    _ db: Database,
    _ kind: Database.TransactionKind,
    _ body: () throws -> Result
  ) throws -> Result {
    var result: Result?
    try db.inTransaction(kind) {
      open = db
      defer { open = nil }
      result = try body()
      return .commit
    }
    guard let result else { throw StoreFailure(.fault, "a transaction ended without a result") }
    return result
  }

  func translating<Result>(_ body: () throws -> Result) throws -> Result {
    try StoreFailure.translating(path, body)
  }
}
