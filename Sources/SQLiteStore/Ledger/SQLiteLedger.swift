import Foundation
import GRDB
import ServiceLayer

/// The ledger of runs and files.
final class SQLiteLedger: Ledger {
  private let connection: Connection

  init(connection: Connection) { self.connection = connection }

  // MARK: - Runs

  func barrier() throws {
    try connection.durableTransaction { db in
      // Only a commit that changes something reaches the disk. Where no run was interrupted nothing
      // is trusted before the new run's own row is there.
      try db.execute(sql: "UPDATE runs SET resumed = resumed + 1 WHERE phase <> 'finished'")
    }
  }

  func begin(_ command: Run.Command, started: Int, settings: Run.Settings) throws -> Run {
    try connection.durableTransaction { db in
      let taken = Set(try String.fetchAll(db, sql: "SELECT name FROM runs"))
      let name = RunName.free(started: started) { taken.contains($0) }
      let settingsText = try jsonText(settings)
      try db.execute(
        sql: """
          INSERT INTO runs (name, command, started, settings, phase) VALUES (?, ?, ?, ?, 'begun')
          """,
        arguments: [name, command.rawValue, started, settingsText]
      )
      return Run(
        id: Int(db.lastInsertedRowID),
        name: name,
        command: command,
        started: started,
        settings: settings
      )
    }
  }

  func unfinishedRun() throws -> Run? {
    try connection.read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM runs WHERE phase <> 'finished' ORDER BY id")
        .map(Run.init)
    }
  }

  func publishedRuns() throws -> [Run] {
    try connection.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM runs WHERE published ORDER BY id DESC")
        .map(Run.init)
    }
  }

  func run(of file: Import) throws -> Run? {
    try connection.read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM runs WHERE id = ?", arguments: [file.run])
        .map(Run.init)
    }
  }

  func runs(limit: Int) throws -> [Run] {
    try connection.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM runs ORDER BY id DESC LIMIT ?", arguments: [limit])
        .map(Run.init)
    }
  }

  func lastImportingRun() throws -> Run? {
    try connection.read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM runs WHERE command <> 'report' ORDER BY id DESC")
        .map(Run.init)
    }
  }

  func choose(_ files: [ChosenFile], leftAlone: [String], for run: Run) throws {
    try connection.transaction { db in
      for file in files {
        try db.execute(
          sql: """
            INSERT INTO imports
              (run, name, kind, retry_of, phase, state, rows, reason, needs_human)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            run.id, file.name, file.kind?.rawValue, file.retryOf,
            file.state == .held ? "settled" : "chosen", file.state.rawValue, file.rows,
            file.reason, file.needsHuman,
          ]
        )
      }
      try db.execute(
        sql: "UPDATE runs SET phase = 'chosen', left_alone = ? WHERE id = ?",
        arguments: [jsonText(leftAlone), run.id]
      )
    }
  }

  func publish(_ run: Run) throws {
    try connection.transaction { db in
      try db.execute(
        sql: """
          UPDATE runs
          SET published = 1, through = (SELECT coalesce(max(number), 0) FROM order_lines)
          WHERE id = ?
          """,
        arguments: [run.id]
      )
      try db.execute(sql: "DELETE FROM changes")
    }
  }

  func finish(_ run: Run) throws {
    try connection.transaction { db in
      try db.execute(
        sql: "UPDATE runs SET phase = 'finished' WHERE id = ?",
        arguments: [run.id]
      )
      guard run.command != .report else { return }
      // What earlier runs rejected has long been handed back as files.
      for table in ["faults", "unsettled_rows"] {
        try db.execute(
          sql: """
            DELETE FROM \(table) WHERE (import, row) IN (
              SELECT import, row FROM unsettled_rows
              WHERE outcome = 'rejected' AND tried NOT IN (SELECT id FROM imports WHERE run = ?))
            """,
          arguments: [run.id]
        )
      }
    }
  }

  // MARK: - Files

  func imports(of run: Run) throws -> [Import] {
    try fetch("run = ? ORDER BY id", [run.id])
  }

  func find(_ importID: Int) throws -> Import? {
    try fetch("id = ?", [importID]).first
  }

  func save(_ file: Import) throws {
    try connection.transaction { try file.update($0) }
  }

  func saveDurably(_ file: Import) throws {
    try connection.durableTransaction { try file.update($0) }
  }

  func newestImport(sha256: String, before importID: Int) throws -> Import? {
    try fetch(
      "sha256 = ? AND id < ? AND \(Self.wasImported) ORDER BY id DESC LIMIT 1",
      [sha256, importID]
    ).first
  }

  func imports(
    named name: FileName,
    kind: FileKind,
    before importID: Int
  ) throws -> [Import] {
    try fetch(
      "name = ? AND kind = ? AND id < ? AND \(Self.wasImported) ORDER BY id",
      [name, kind.rawValue, importID]
    )
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

  // MARK: - Rows that wait

  func importsWithDeferredRows(of kind: FileKind) throws -> [(importID: Int, rows: Int)] {
    try connection.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT import, count(*) FROM unsettled_rows JOIN imports ON id = import
          WHERE outcome = 'deferred' AND kind = ? GROUP BY import ORDER BY import
          """,
        arguments: [kind.rawValue]
      ).map { (importID: $0[0], rows: $0[1]) }
    }
  }

  func deferredRows(
    of importID: Int,
    notTriedSince retry: Int,
    limit: Int
  ) throws -> [UnsettledRow] {
    try connection.read { db in
      let cursor = try Row.fetchCursor(
        db,
        sql: """
          SELECT * FROM unsettled_rows
          WHERE import = ? AND outcome = 'deferred' AND tried < ? ORDER BY row LIMIT ?
          """,
        arguments: [importID, retry, limit]
      )
      var rows: [UnsettledRow] = []
      var bytes = 0
      // A row may have a million bytes.
      while bytes < 2 << 20, let next = try cursor.next() {
        rows.append(try UnsettledRow(next, db))
        bytes += rows.last?.cells.count ?? 0
      }
      return rows
    }
  }

  func rejectedRows(
    triedIn importID: Int,
    _ row: (UnsettledRow) throws -> Void
  ) throws {
    try connection.read { db in
      let cursor = try Row.fetchCursor(
        db,
        sql: """
          SELECT * FROM unsettled_rows WHERE tried = ? AND outcome = 'rejected'
          ORDER BY import, row
          """,
        arguments: [importID]
      )
      while let next = try cursor.next() { try row(UnsettledRow(next, db)) }
    }
  }

  func hasRejectedRows(triedIn importID: Int) throws -> Bool {
    try connection.read { db in
      try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM unsettled_rows WHERE tried = ? AND outcome = 'rejected')
          """,
        arguments: [importID]
      ) ?? false
    }
  }

  /// The files whose rows took effect; a failed or held file is no reading of its bytes.
  private static let wasImported =
    "phase IN ('complete', 'settled') AND state IN ('imported', 'grown')"

  private func fetch(_ condition: String, _ arguments: StatementArguments) throws -> [Import] {
    try connection.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM imports WHERE \(condition)", arguments: arguments)
        .map(Import.init)
    }
  }
}

extension UnsettledRow {
  fileprivate init(_ row: Row, _ db: Database) throws {
    let source = RowSource(importID: row["import"], row: row["row"], line: row["line"])
    let faults = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT code, column_name, value, reason FROM faults WHERE import = ? AND row = ?
          ORDER BY n
          """
      ),
      arguments: [source.importID, source.row]
    )
    self.init(
      source: source,
      outcome: try row.word("outcome", as: Outcome.self),
      triedIn: row["tried"],
      cells: row.bytes("cells"),
      cellCount: row["cell_count"],
      faults: faults.map {
        RowFault(code: $0[0], column: $0[1], value: $0[2], reason: $0[3])
      }
    )
  }
}
