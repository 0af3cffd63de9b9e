import Foundation
import GRDB

extension Connection {
  /// Opens a database file for writing, with the settings of performance.md.
  static func opening(_ path: String) throws -> Connection {
    var configuration = Configuration()
    configuration.label = "allot"
    configuration.busyMode = .timeout(10)
    // A chunk's own transaction spans several calls: see Connection.
    configuration.allowsUnsafeTransactions = true
    configuration.prepareDatabase { db in
      // The page size counts only for a new file; the rest holds for the connection.
      try db.execute(
        sql: """
          PRAGMA page_size = 8192;
          PRAGMA cache_size = -32768;
          PRAGMA wal_autocheckpoint = 10000;
          """
      )
      // Whoever only reads goes through a table once, and needs little memory for it.
      if db.configuration.readonly { try db.execute(sql: "PRAGMA cache_size = -8192") }
    }
    do {
      if FileManager.default.fileExists(atPath: path) { try probe(path) }
      let pool = try DatabasePool(path: path, configuration: configuration)
      let migrator = DatabaseMigrator.ofAllot
      let isNewer = try pool.read { db in try migrator.hasBeenSuperseded(db) }
      guard !isNewer else { throw StoreFailure.madeByANewerVersion(path) }
      try migrator.migrate(pool)
      return Connection(pool, path: path)
    } catch let error as DatabaseError {
      throw StoreFailure(error, path: path)
    }
  }

  /// Up to so many bytes a database is checked whole: that takes a blink.
  private static let quicklyChecked = 32 << 20

  /// Looks for damage without writing, so that it is met before the first change: opening for
  /// writing is one already.
  ///
  /// A large database is looked at only at both ends of every table; what is damaged between is met
  /// when it is read.
  ///
  /// What a dead process left half-done cannot be read without being mended, which takes writing:
  /// such a file is opened without a look.
  private static func probe(_ path: String) throws {
    var configuration = Configuration()
    configuration.label = "allot probing"
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    do {
      try DatabaseQueue(path: path, configuration: configuration).read { db in
        guard try size(of: db) > quicklyChecked else { return try check(db, path) }
        for table in try String.fetchAll(
          db,
          sql: "SELECT name FROM sqlite_schema WHERE type = 'table'"
        ) {
          try probe(table, db)
        }
      }
    } catch DatabaseError.SQLITE_READONLY {}
  }

  private static func size(of db: Database) throws -> Int {
    try Int.fetchOne(
      db,
      sql: "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    )
      ?? 0
  }

  private static func check(_ db: Database, _ path: String) throws {
    let found = try String.fetchOne(db, sql: "PRAGMA quick_check(1)")
    guard found == "ok" else {
      throw StoreFailure(.damaged, StoreFailure.damaged(path, found ?? "no answer"))
    }
  }

  private static func probe(_ table: String, _ db: Database) throws {
    let key = try db.primaryKey(table).columns.map(\.quotedDatabaseIdentifier)
    for order in ["ASC", "DESC"] {
      let terms = (key.isEmpty ? ["rowid"] : key).map { "\($0) \(order)" }
      _ = try Row.fetchOne(
        db,
        sql: """
          SELECT * FROM \(table.quotedDatabaseIdentifier)
          ORDER BY \(terms.joined(separator: ", ")) LIMIT 1
          """
      )
    }
  }
}

extension Connection {
  /// Opens a database for reading alone, beside a run that may be writing.
  ///
  /// It never checkpoints: on this SQLite only one connection may (reliability.md, finding 5).
  static func reading(_ path: String) throws -> Connection {
    var configuration = Configuration()
    configuration.label = "allot reading"
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      let migrator = DatabaseMigrator.ofAllot
      let (isNewer, isComplete) = try queue.read { db in
        (try migrator.hasBeenSuperseded(db), try migrator.hasCompletedMigrations(db))
      }
      guard !isNewer else { throw StoreFailure.madeByANewerVersion(path) }
      guard isComplete else {
        throw StoreFailure(.empty, "\(path) is not set up yet: run allot once")
      }
      return Connection(queue, path: path)
    } catch DatabaseError.SQLITE_READONLY {
      // Its making was cut short, and mending it takes writing, which the next run does.
      throw StoreFailure(.empty, "\(path) was left half-made: run allot once")
    } catch let error as DatabaseError {
      throw StoreFailure(error, path: path)
    }
  }

  /// Writes a consistent copy beside whatever is going on; the file must not exist.
  func copy(to path: String) throws {
    do {
      try outsideTransaction { db in
        try db.execute(sql: "VACUUM INTO ?", arguments: [path])
      }
    } catch let failure as StoreFailure {
      throw StoreFailure(failure.cause, "the copy \(path) could not be written: \(failure)")
    }
  }
}

extension DatabaseMigrator {
  /// All migrations, oldest first; one that has run anywhere is never edited.
  static var ofAllot: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerFirstSchema()
    return migrator
  }
}

extension StoreFailure {
  static func madeByANewerVersion(_ path: String) -> StoreFailure {
    StoreFailure(
      .newer,
      "\(path) was made by a newer version of allot: use that version, nothing was changed"
    )
  }
}
