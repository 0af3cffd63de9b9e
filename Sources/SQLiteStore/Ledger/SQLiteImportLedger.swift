import GRDB
import ServiceLayer

/// The ledger of files.
final class SQLiteImportLedger: ImportLedger {
  private let connection: Connection

  init(connection: Connection) { self.connection = connection }

  func imports(of run: Run) throws -> [FileImport] {
    try fetch("run = ? ORDER BY id", [run.id])
  }

  func find(_ importID: Int) throws -> FileImport? {
    try fetch("id = ?", [importID]).first
  }

  func save(_ file: FileImport) throws {
    try connection.transaction { try file.update($0) }
  }

  func saveDurably(_ file: FileImport, ignoring columns: [String]) throws {
    try connection.durableTransaction { db in
      try file.update(db)
      for column in columns {
        try db.execute(
          sql: """
            INSERT OR IGNORE INTO columns_seen (kind, sender, name, import) VALUES (?, ?, ?, ?)
            """,
          arguments: [file.kind?.rawValue ?? "", file.name.sender ?? "", column, file.id]
        )
      }
    }
  }

  func newColumns(in run: Run) throws -> [Int: Set<String>] {
    try connection.read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT import, columns_seen.name FROM imports JOIN columns_seen ON import = imports.id WHERE run = ?
          """,
        arguments: [run.id]
      )
      return Dictionary(grouping: rows) { $0["import"] as Int }
        .mapValues { Set($0.map { $0["name"] as String }) }
    }
  }

  func newestImport(sha256: String, before importID: Int) throws -> FileImport? {
    try fetch(
      "sha256 = ? AND id < ? AND \(Self.wasImported) ORDER BY id DESC LIMIT 1",
      [sha256, importID]
    ).first
  }

  func imports(
    named name: FileName,
    kind: FileKind,
    before importID: Int
  ) throws -> [ImportedBytes] {
    try connection.read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT id, size, sha256 FROM imports
          WHERE name = ? AND kind = ? AND id < ?
            AND \(Self.wasImported) ORDER BY id
          """,
        arguments: [name, kind.rawValue, importID]
      )
      var found: [ImportedBytes] = []
      while let row = try rows.next() {
        found.append(ImportedBytes(id: row[0], size: row[1], sha256: row[2]))
      }
      return found
    }
  }

  func destinations(ofRunsStarted span: Range<Int>) throws -> Set<FileName> {
    // Runs are named after their start, and their names sort like times.
    try connection.read { db in
      try FileName.fetchSet(
        db,
        sql: """
          SELECT destination FROM runs JOIN imports ON imports.run = runs.id
          WHERE runs.name >= ? AND runs.name < ? AND destination IS NOT NULL
          """,
        arguments: [UTCTime.compact(span.lowerBound), UTCTime.compact(span.upperBound)]
      )
    }
  }

  func names(since time: Int) throws -> Set<FileName> {
    try connection.read { db in
      try FileName.fetchSet(
        db,
        sql: """
          SELECT imports.name FROM runs JOIN imports ON imports.run = runs.id
          WHERE runs.name >= ? AND retry_of IS NULL
          """,
        arguments: [UTCTime.compact(time)]
      )
    }
  }

  func anotherCame(
    of kind: FileKind,
    after earlier: Int,
    before later: Int
  ) throws -> Bool {
    try !fetch(
      "kind = ? AND id > ? AND id < ? AND \(Self.wasImported) LIMIT 1",
      [kind.rawValue, earlier, later]
    ).isEmpty
  }

  func lastRetry(of importID: Int, before retry: Int) throws -> FileImport? {
    try fetch("retry_of = ? AND id < ? ORDER BY id DESC LIMIT 1", [importID, retry]).first
  }

  func failedFiles(since started: Int) throws -> [FileImport] {
    try fetch(
      """
      state = 'failed' AND run IN (SELECT id FROM runs WHERE started >= ?)
      AND NOT EXISTS (SELECT 1 FROM imports AS later
        WHERE later.name = imports.name AND later.id > imports.id AND later.retry_of IS NULL
        AND later.state NOT IN ('held', 'gone'))
      AND NOT EXISTS (SELECT 1 FROM imports AS renamed
        WHERE renamed.sha256 = imports.sha256 AND renamed.sha256 <> '' AND renamed.id > imports.id
        AND renamed.state IN ('imported', 'grown'))
      ORDER BY id
      """,
      [started]
    )
  }

  func wasHeld(_ name: FileName, before run: Run) throws -> Bool {
    try !fetch(
      """
      name = ? AND state = 'held' AND run = (
        SELECT max(id) FROM runs
        WHERE id < ? AND command <> 'report' AND settings ->> 'files' IS NULL)
      """,
      [name, run.id]
    ).isEmpty
  }

  /// The condition for files whose rows were read; failed and held files do not count.
  private static let wasImported =
    "phase IN ('complete', 'settled') AND state IN ('imported', 'grown')"

  private func fetch(_ condition: String, _ arguments: StatementArguments) throws -> [FileImport] {
    try connection.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM imports WHERE \(condition)", arguments: arguments)
        .map(FileImport.init)
    }
  }
}
