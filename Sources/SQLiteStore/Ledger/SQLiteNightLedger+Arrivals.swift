import GRDB
import ServiceLayer

/// The files of recent weeks.
///
/// Runs are named after their start, and their names sort like times. Each query goes from the runs
/// by name to their files: `+` and `CROSS JOIN` keep SQLite from choosing another order.
extension SQLiteNightLedger {
  func starts(since time: Int, upTo run: Run) throws -> [NightStart] {
    try connection.read { db in
      try Row.fetchAll(
        db,
        sql: Self.startsSince,
        arguments: [UTCTime.compact(max(0, time)), run.id]
      ).map { NightStart(run: $0["id"], started: $0["started"]) }
    }
  }

  func arrivals(since time: Int, upTo run: Run) throws -> [Arrival] {
    try connection.read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: Self.arrivalsSince,
        arguments: [UTCTime.compact(max(0, time)), run.id]
      )
      var arrivals: [Arrival] = []
      while let row = try rows.next() {
        let state = FileImport.State(rawValue: row[4]) ?? .failed
        let first: FileName? = row[6]
        arrivals.append(
          Arrival(
            name: row[0],
            run: row[1],
            runName: row[2],
            started: row[3],
            state: state,
            newRows: state.wasImported ? row[5] : 0,
            first: first.map { Arrival.First(name: $0, runName: row[7]) }
          )
        )
      }
      return arrivals
    }
  }

  func lastArrivals(since time: Int, upTo run: Run) throws -> [FileName: Int] {
    try connection.read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: Self.lastSince,
        arguments: [UTCTime.compact(max(0, time)), run.id]
      )
      var last: [FileName: Int] = [:]
      while let row = try rows.next() { last[row[0]] = row[1] }
      return last
    }
  }

  static let startsSince = """
    SELECT id, started FROM runs
    WHERE name >= ? AND +id <= ? AND command = 'run' ORDER BY +id
    """

  static let arrivalsSince = """
    SELECT imports.name, runs.id, runs.name, runs.started,
      CASE WHEN imports.state IN ('imported', 'grown') AND imports.sha256 = ''
        THEN 'brokenOff' ELSE imports.state END,
      imports.rows - imports.skipped_rows, first.name, first_runs.name
    FROM runs CROSS JOIN imports ON imports.run = runs.id
      LEFT JOIN imports AS first
        ON first.id = imports.earlier AND imports.state = 'duplicate'
      LEFT JOIN runs AS first_runs ON first_runs.id = first.run
    WHERE runs.name >= ? AND +runs.id <= ? AND imports.retry_of IS NULL
      AND imports.phase IN ('complete', 'settled') AND imports.state <> 'gone'
    ORDER BY imports.id
    """

  static let lastSince = """
    SELECT imports.name, max(runs.started) FROM runs CROSS JOIN imports ON imports.run = runs.id
    WHERE runs.name >= ? AND +runs.id <= ? AND imports.retry_of IS NULL
      AND imports.phase IN ('complete', 'settled') AND imports.state NOT IN ('held', 'gone')
    GROUP BY imports.name
    """
}
