import GRDB
import GRDBSQLite
import SafeText
package import ServiceLayer

/// Inspects the database of a store without changing a byte.
package final class SQLiteCheckup: StoreCheckup {
  private let reading: ReadOnlyInspection
  private let connection: Connection
  private let store: SQLiteStore
  /// The value that SQLite reports after `PRAGMA synchronous = FULL`; 2 is FULL.
  private let level: Int
  package var runs: any RunLedger { store.runs }
  package var imports: any ImportLedger { store.imports }

  /// Opens the database.
  ///
  /// With `besideWriters`, SQLite's locks protect the reading, which may leave its log files
  /// behind.
  package init(path: String, besideWriters: Bool) throws {
    do {
      reading = try ReadOnlyInspection(path, besideWriters: besideWriters)
    } catch let error as DatabaseError {
      throw StoreFailure(error, path: path)
    }
    connection = Connection(reading.queue, path: path)
    // The pragma does not work inside the transaction in which everything else is checked.
    var level = -1
    try connection.outsideTransaction { db in
      try db.execute(sql: "PRAGMA synchronous = FULL")
      level = try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? -1
    }
    self.level = level
    store = try SQLiteStore(connection: connection)
  }

  package func setAside() throws -> Set<[UInt8]> { try store.setAside() }

  package func hasChangedUnderneath() -> Bool { reading.hasChanged() }

  package func asOfOneMoment<Result>(_ body: () throws -> Result) throws -> Result {
    try connection.read { _ in try body() }
  }

  package func examine(quickly: Bool, _ tell: (Finding) -> Void) throws -> Bool {
    try connection.read { db in
      tell(VersionVerdict(String(cString: sqlite3_libversion())).finding)
      try ApplicationID.check(db, at: connection.path)
      let faults = try integrityFaults(db, quickly: quickly)
      guard faults.isEmpty else {
        faults.forEach(tell)
        return false
      }
      tell(.ok("database", quickly ? "sound at a quick look" : "sound in every page and index"))
      guard try isSetUp(db, tell) else { return false }
      tell(try settings(db))
      for finding in try LedgerChecks(db).findings() { tell(finding) }
      tell(try view())
      for finding in try StockChecks(db).findings() { tell(finding) }
      return true
    }
  }

  private func integrityFaults(_ db: Database, quickly: Bool) throws -> [Finding] {
    let remedy = """
      stop the nightly job, keep a copy of allot.sqlite with its -wal, and restore the newest \
      sound backup
      """
    let check = quickly ? "PRAGMA quick_check(5)" : "PRAGMA integrity_check(5)"
    var texts: [String]
    do {
      texts = try String.fetchAll(db, sql: check).filter { $0 != "ok" }
      for row in try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").prefix(5) {
        let (table, parent): (String, String) = (row[0], row[2])
        texts.append("a row of \(table) names one of \(parent) that is not there")
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      texts = [error.message ?? "its pages cannot be read"]
    }
    return texts.map { .fault("database", "damaged: \(shown($0))", .unusable, do: remedy) }
  }

  private func isSetUp(_ db: Database, _ tell: (Finding) -> Void) throws -> Bool {
    let migrator = DatabaseMigrator.ofAllot
    guard try !migrator.hasBeenSuperseded(db) else {
      tell(
        .fault(
          "schema",
          "a newer version of allot made this database",
          .unusable,
          do: "use that version"
        )
      )
      return false
    }
    guard try migrator.hasCompletedMigrations(db) else {
      tell(.note("schema", "not complete: the next run sets the database up"))
      return false
    }
    return true
  }

  private func settings(_ db: Database) throws -> Finding {
    let pageSize = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0
    guard level == 2 else {
      return .fault(
        "settings",
        "SQLite answers synchronous=\(level) where FULL (2) was asked for",
        .unusable,
        do: "use another build of SQLite: this one may lose what it confirmed"
      )
    }
    guard try usesLog(db) else {
      return .note(
        "settings",
        """
        journal_mode is not wal, as in a restored backup: the next run sets it; if none \
        was, find out which program changed allot.sqlite
        """
      )
    }
    return .ok("settings", "journal_mode=wal, synchronous=FULL accepted, page_size=\(pageSize)")
  }

  /// Whether the header of the file says WAL mode: SQLite does not report it for a file opened as
  /// immutable.
  private func usesLog(_ db: Database) throws -> Bool {
    if try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal" { return true }
    var file: UnsafeMutablePointer<sqlite3_file>?
    var versions: [UInt8] = [0, 0]
    let answer = sqlite3_file_control(
      db.sqliteConnection,
      "main",
      SQLITE_FCNTL_FILE_POINTER,
      &file
    )
    guard answer == SQLITE_OK, let file, let read = file.pointee.pMethods?.pointee.xRead,
      read(file, &versions, 2, 18) == SQLITE_OK
    else { return false }
    return versions == [2, 2]
  }

  private func view() throws -> Finding {
    var differences = 0
    try store.verifyView { _ in differences += 1 }
    guard differences > 0 else { return .ok("view", "agrees with the write model") }
    return .fault(
      "view",
      "differs from the write model in \(counted(differences, "line"))",
      .program,
      do: "`allot view verify` lists them, `allot view rebuild` corrects them"
    )
  }
}
