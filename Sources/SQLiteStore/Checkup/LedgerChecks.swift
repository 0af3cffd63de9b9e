import GRDB
import SafeText
import ServiceLayer

/// Checks that every row of every file is counted exactly once.
struct LedgerChecks: ConsistencyChecks {
  static let about = "ledger"
  let db: Database

  init(_ db: Database) { self.db = db }

  func summary() throws -> String {
    let sql = "SELECT sum(rows) FROM imports WHERE state IN \(Self.wasRead)"
    let rows = try Int.fetchOne(db, sql: sql) ?? 0
    return """
      balances: \(counted(rows, "row")) of \(counted(try count("imports"), "file")) in \
      \(counted(try count("runs"), "run"))
      """
  }

  private static let wasRead = "('imported', 'grown', 'retried')"

  static let queries = [
    FaultQuery(
      sql: """
        SELECT imports.name, runs.name, rows, done_rows, applied, unchanged, deferred, rejected
        FROM imports JOIN runs ON runs.id = run
        WHERE state IN \(wasRead) AND (
          applied + unchanged + deferred + rejected <> done_rows OR done_rows > rows
          OR imports.phase IN ('complete', 'settled') AND done_rows <> rows)
        ORDER BY imports.id
        """
    ) { row in
      """
      \(fileName(row)) of run \(shown(row[1])): \(row[2] as Int) rows, \(row[3] as Int) done, but \
      \(row[4] as Int) applied + \(row[5] as Int) unchanged + \(row[6] as Int) deferred + \
      \(row[7] as Int) rejected
      """
    },
    FaultQuery(
      sql: """
        SELECT imports.name, runs.name FROM imports JOIN runs ON runs.id = run
        WHERE runs.phase = 'finished' AND imports.phase <> 'settled' ORDER BY imports.id
        """
    ) { "run \(shown($0[1])) is finished, but its file \(fileName($0)) is not" },
    FaultQuery(
      sql: """
        SELECT name FROM runs
        WHERE phase <> 'finished' AND id < (SELECT max(id) FROM runs) ORDER BY id
        """
    ) { "run \(shown($0[0])) is not finished, though a later one has begun" },
    FaultQuery(
      sql: """
        SELECT import, row FROM unsettled_rows AS u
        WHERE NOT EXISTS (SELECT 1 FROM imports WHERE id = u.import)
        OR NOT EXISTS (SELECT 1 FROM faults AS f WHERE f.import = u.import AND f.row = u.row)
        """
    ) { "row \($0[1] as Int) of file \($0[0] as Int) waits, but its file or its reason is gone" },
  ]

  private static func fileName(_ row: Row) -> String {
    FileName.fromDatabaseValue(row[0])?.displayed ?? "?"
  }
}
