import GRDB
import ServiceLayer

/// The ledger of runs.
final class SQLiteRunLedger: RunLedger {
  private let connection: Connection

  init(connection: Connection) { self.connection = connection }

  func barrier() throws {
    try connection.durableTransaction { db in
      // Only a commit that changes something reaches the disk. If no run was interrupted, the
      // program acts on nothing before the new run's own row is committed.
      try db.execute(sql: "UPDATE runs SET resumed = resumed + 1 WHERE phase <> 'finished'")
    }
  }

  func begin(
    _ command: Run.Command,
    started: Int,
    settings: Run.Settings,
    avoiding taken: Set<String>
  ) throws -> Run {
    try connection.durableTransaction { db in
      let usual = UTCTime.compact(started)
      // Only names with the same start: `NAME-2` and so on sort between `NAME` and `NAME.`.
      let taken = taken.union(
        try String.fetchAll(
          db,
          sql: "SELECT name FROM runs WHERE name >= ? AND name < ?",
          arguments: [usual, usual + "."]
        )
      )
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

  func leftAlone(before run: Run) throws -> [LeftAlone] {
    try connection.read { db in
      try Row.fetchOne(
        db,
        sql: "SELECT * FROM runs WHERE left_alone <> '[]' AND id < ? ORDER BY id DESC",
        arguments: [run.id]
      ).map(Run.init)?.leftAlone ?? []
    }
  }

  func unfinished() throws -> Run? {
    try connection.read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM runs WHERE phase <> 'finished' ORDER BY id")
        .map(Run.init)
    }
  }

  func published() throws -> [Run] {
    try connection.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM runs WHERE published ORDER BY id DESC")
        .map(Run.init)
    }
  }

  func published(among names: [String]) throws -> [Run] {
    try connection.read { db in
      let statement = try db.cachedStatement(sql: "SELECT * FROM runs WHERE name = ? AND published")
      return try names.compactMap { name in
        try Row.fetchOne(statement, arguments: [name]).map(Run.init)
      }.sorted { $0.id > $1.id }
    }
  }

  func run(of file: FileImport) throws -> Run? {
    try connection.read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM runs WHERE id = ?", arguments: [file.run])
        .map(Run.init)
    }
  }

  func lastRun(startedBefore time: Int) throws -> Int {
    // Names of runs sort like times.
    try connection.read { db in
      try Int.fetchOne(
        db,
        sql: "SELECT id FROM runs WHERE name < ? ORDER BY name DESC LIMIT 1",
        arguments: [UTCTime.compact(max(0, time))]
      ) ?? 0
    }
  }

  func newest(_ limit: Int) throws -> [Run] {
    try connection.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM runs ORDER BY id DESC LIMIT ?", arguments: [limit])
        .map(Run.init)
    }
  }

  func known(among names: [String]) throws -> Set<String> {
    try connection.read { db in
      let statement = try db.cachedStatement(sql: "SELECT name FROM runs WHERE name = ?")
      return Set(try names.compactMap { try String.fetchOne(statement, arguments: [$0]) })
    }
  }

  func choose(_ files: [ChosenFile], leftAlone: [LeftAlone], for run: Run) throws {
    try connection.durableTransaction { db in
      for file in files {
        try db.execute(
          sql: """
            INSERT INTO imports
              (run, name, kind, retry_of, phase, state, rows, reason, needs_human, reading)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            run.id, file.name, file.kind?.rawValue, file.retryOf,
            file.phase.rawValue, file.state.reported, file.rows, file.reason, file.needsHuman,
            try file.reading.noted,
          ]
        )
      }
      try db.execute(
        sql: "UPDATE runs SET phase = 'chosen', left_alone = ? WHERE id = ?",
        arguments: [jsonText(leftAlone), run.id]
      )
      guard run.looksIntoInbox else { return }
      // Entries that stay in the inbox for years must not be stored again each night.
      try db.execute(
        sql: "UPDATE runs SET left_alone = '[]' WHERE left_alone <> '[]' AND id < ?",
        arguments: [run.id]
      )
    }
  }

  func publish(_ run: Run, as night: NightNumbers, keepingOrdersSince first: Int) throws {
    try connection.transaction { db in
      try night.note(for: run, db)
      try OrderedUnits.note(for: run, keepingSince: first, db)
      try db.execute(sql: "UPDATE runs SET published = 1 WHERE id = ?", arguments: [run.id])
      try FeedPosition.end(db).note(for: .changesReport, db)
    }
  }

  func finish(_ run: Run) throws {
    try connection.transaction { db in
      try db.execute(
        sql: """
          UPDATE runs SET phase = 'finished', settings = json_remove(settings, '$.configuration')
          WHERE id = ?
          """,
        arguments: [run.id]
      )
      guard run.command != .report else { return }
      // Closed rows of this run stay, in case its reports are made again.
      for table in ["faults", "unsettled_rows"] {
        try db.execute(
          sql: """
            DELETE FROM \(table) WHERE (import, row) IN (
              SELECT import, row FROM unsettled_rows
              WHERE is_open = 0 AND tried NOT IN (SELECT id FROM imports WHERE run = ?))
            """,
          arguments: [run.id]
        )
      }
    }
  }
}
