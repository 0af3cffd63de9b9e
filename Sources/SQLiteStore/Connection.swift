import GRDB

/// The database file: one connection that writes, one that reads beside it, and what is under way.
///
/// A chunk of work begins by reading alone. What it collects is handed over whole, to be written
/// while the next chunk is decided; only a chunk that must write in between opens a transaction of
/// its own. Whoever asks inside an open transaction joins it (GRDB traps otherwise).
final class Connection {
  let path: String
  let database: any DatabaseWriter
  /// The transaction that is open on the writing connection.
  private var open: Database?
  /// The reading connection, while a chunk is under way.
  private var reader: Database?
  private var handedOver: HandedOver?

  init(_ database: any DatabaseWriter, path: String) {
    self.database = database
    self.path = path
  }

  /// Whoever lets go of the connection finds what it was handed committed.
  deinit { try? handedOver?.wait() }

  // MARK: - Transactions

  /// Reads and writes in one transaction, or in the one that is open.
  func transaction<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try translating {
      try settle()
      guard open == nil else { return try write(body) }
      return try database.writeWithoutTransaction { db in
        try committing(db, .immediate) { try body(db) }
      }
    }
  }

  /// As `transaction`, but returns only once it is on disk.
  ///
  /// Ordinary commits are made with `synchronous=NORMAL`: a power cut may take the newest of them,
  /// in order. A FULL commit makes itself and all before it lasting.
  func durableTransaction<Result>(_ body: (Database) throws -> Result) throws -> Result {
    guard open == nil else { return try transaction(body) }
    return try translating {
      try settle()
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

  /// Reads one committed state, or that of the open transaction.
  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try translating {
      try settle()
      guard open == nil else { return try write(body) }
      return try database.writeWithoutTransaction { db in
        try committing(db, .deferred) { try body(db) }
      }
    }
  }

  /// Speaks to the database where no transaction may be open.
  func outsideTransaction(_ body: (Database) throws -> Void) throws {
    try translating { try database.writeWithoutTransaction(body) }
  }

  /// Runs everything that the body commits inside one transaction, and rolls that back.
  func rehearse<Result>(_ body: () throws -> Result) throws -> Result {
    try translating {
      try settle()
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

  /// Whether the chunk under way has a transaction of its own to write in.
  var isWriting: Bool { open != nil }
  /// Whether an earlier chunk is perhaps still being written.
  var isSettled: Bool { handedOver == nil }

  /// Runs a chunk, and commits or rolls back what it wrote by itself.
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

  /// Looks something up: in the open transaction, else in what is committed so far.
  func look<Result>(_ body: (Database) throws -> Result) throws -> Result {
    if open == nil, let reader { return try body(reader) }
    return try write(body)
  }

  /// As `look`, for much that is looked up together: SQLite takes its locks once for all of it.
  func lookAtOneState(_ body: (Database) throws -> Void) throws {
    try look { db in
      guard !db.isInsideTransaction else { return try body(db) }
      try db.inTransaction(.deferred) {
        try body(db)
        return .commit
      }
    }
  }

  /// Writes at once, in the chunk's own transaction, behind all that was handed over.
  func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
    if open == nil { try settle() }
    return try database.unsafeReentrantWrite { db in
      if open == nil {
        try db.beginTransaction(.immediate)
        open = db
      }
      return try body(db)
    }
  }

  /// Has a whole chunk written and committed while the caller goes on.
  ///
  /// At most one is under way; should it fail, whoever comes next is told.
  func handOver(_ write: @escaping @Sendable (Database) throws -> Void) throws {
    try settle()
    let handedOver = HandedOver()
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

  /// Waits until what was handed over is committed.
  func settle() throws {
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
