import Foundation
import GRDB
import ServiceLayer

extension Connection {
  /// Opens a database file for writing.
  static func opening(_ path: String) throws -> Connection {
    var configuration = Configuration()
    configuration.label = "allot"
    configuration.busyMode = .timeout(10)
    // A chunk's own transaction spans several calls (see `Connection`).
    configuration.allowsUnsafeTransactions = true
    configuration.prepareDatabase { db in
      // The page size affects only a new file; the rest applies to this connection.
      try db.execute(
        sql: """
          PRAGMA page_size = 8192;
          PRAGMA cache_size = -32768;
          PRAGMA wal_autocheckpoint = 10000;
          """
      )
      // A reading connection scans each table once, for which little memory is enough.
      if db.configuration.readonly { try db.execute(sql: "PRAGMA cache_size = -8192") }
    }
    do {
      let files = OwnersFiles(of: path)
      files.prepare()
      if FileManager.default.fileExists(atPath: path) { try probe(path) }
      let pool = try DatabasePool(path: path, configuration: configuration)
      let migrator = DatabaseMigrator.ofAllot
      let isNewer = try pool.read { db in
        try ApplicationID.check(db, at: path)
        return try migrator.hasBeenSuperseded(db)
      }
      guard !isNewer else { throw StoreFailure.madeByANewerVersion(path) }
      try migrator.migrate(pool)
      files.letGroupRead()
      return Connection(pool, path: path)
    } catch let error as DatabaseError {
      throw StoreFailure(error, path: path)
    }
  }

  /// A database of up to this many bytes is checked completely.
  private static let quicklyChecked = 32 << 20

  /// Looks for damage without writing.
  ///
  /// So damage is found before the first change: opening a database for writing already changes it.
  ///
  /// In a large database, only both ends of every table are read; damage between them is found when
  /// it is read later.
  ///
  /// A database left by a killed process is not checked here: it needs recovery, which writes to
  /// it.
  private static func probe(_ path: String) throws {
    var configuration = Configuration()
    configuration.label = "allot probing"
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    do {
      try DatabaseQueue(path: path, configuration: configuration).read { db in
        try ApplicationID.check(db, at: path)
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
      throw StoreFailure(.unusable, StoreFailure.damaged(path, found ?? "no answer"))
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
  /// Writes a consistent copy, even while a run is writing; the file must not exist.
  func copy(to path: String) throws {
    do {
      try outsideTransaction { db in
        try db.execute(sql: "VACUUM INTO ?", arguments: [path])
      }
    } catch let failure as StoreFailure {
      throw StoreFailure(failure.kind, "the copy \(path) could not be written: \(failure)")
    }
  }
}

extension DatabaseMigrator {
  /// All migrations, oldest first; a migration that was ever released is never edited.
  static var ofAllot: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerFirstSchema()
    migrator.registerChangeFeed()
    migrator.registerApplicationID()
    migrator.registerSetAside()
    migrator.registerByteOrderMarks()
    migrator.registerRunIndexes()
    migrator.registerLeftAloneLists()
    migrator.registerOpenRows()
    migrator.registerCancellingRows()
    migrator.registerAmendments()
    migrator.registerColumnsSeen()
    migrator.registerDeferredLines()
    migrator.registerOrderIDShapes()
    migrator.registerNights()
    migrator.registerReadings()
    migrator.registerFarQuantities()
    migrator.registerPassedOverLines()
    migrator.registerOrderedUnits()
    migrator.registerRevivedLines()
    return migrator
  }
}

extension StoreFailure {
  static func madeByANewerVersion(_ path: String) -> StoreFailure {
    StoreFailure(
      .unusable,
      "\(path) was made by a newer version of allot: use that version, nothing was changed"
    )
  }
}
