import GRDB

/// The one writing connection, and the transaction that is open on it.
///
/// GRDB traps when a write is asked for inside a write; here whoever asks joins the open one.
final class Connection {
  let path: String
  private let writer: any DatabaseWriter
  private var open: Database?

  init(_ writer: any DatabaseWriter, path: String) {
    self.writer = writer
    self.path = path
  }

  /// The database inside a transaction.
  ///
  /// - Throws: where none is open, which is a fault of the program.
  func database() throws -> Database {
    guard let open else { throw StoreFailure(.fault, "no transaction is open on \(path)") }
    return open
  }

  /// Reads and writes in one transaction, or in the one that is open.
  func transaction<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try translating {
      if let open { return try body(open) }
      return try writer.writeWithoutTransaction { db in
        try commit(on: db, .immediate) { try body(db) }
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
      try writer.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA synchronous = FULL")
        guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
          throw StoreFailure(.unusable, "\(path): SQLite does not accept synchronous=FULL")
        }
        defer { try? db.execute(sql: "PRAGMA synchronous = NORMAL") }
        return try commit(on: db, .immediate) { try body(db) }
      }
    }
  }

  /// Runs everything that the body commits inside one transaction, and rolls that back.
  func rehearse<Result>(_ body: () throws -> Result) throws -> Result {
    try translating {
      try writer.writeWithoutTransaction { db in
        var result: Result?
        try db.inTransaction(.immediate) {
          open = db
          defer { open = nil }
          result = try body()
          return .rollback
        }
        guard let result else { throw StoreFailure(.fault, "a rehearsal ended without a result") }
        return result
      }
    }
  }

  /// Reads one committed state, or that of the open transaction.
  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try translating {
      if let open { return try body(open) }
      return try writer.writeWithoutTransaction { db in
        try commit(on: db, .deferred) { try body(db) }
      }
    }
  }

  /// Speaks to the database where no transaction may be open.
  func outsideTransaction(_ body: (Database) throws -> Void) throws {
    try translating { try writer.writeWithoutTransaction(body) }
  }

  /// Runs the body in a transaction of its own: inside a rehearsal, in a savepoint.
  func chunk<Result>(_ body: () throws -> Result) throws -> Result {
    try translating {
      var result: Result?
      if let open {
        try open.inSavepoint {
          result = try body()
          return .commit
        }
      } else {
        try writer.writeWithoutTransaction { db in
          try commit(on: db, .immediate) { result = try body() }
        }
      }
      guard let result else { throw StoreFailure(.fault, "a transaction ended without a result") }
      return result
    }
  }

  private func commit<Result>(
    on db: Database, _ kind: Database.TransactionKind, _ body: () throws -> Result
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

  private func translating<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw StoreFailure(error, path: path)
    }
  }
}
