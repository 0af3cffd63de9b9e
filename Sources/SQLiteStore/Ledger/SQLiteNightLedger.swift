import Foundation
import GRDB
import ServiceLayer

/// The ledger of nights.
final class SQLiteNightLedger: NightLedger {
  let connection: Connection

  init(connection: Connection) { self.connection = connection }

  func nights(before run: Run, limit: Int, withChangesSince first: Int) throws -> [Night] {
    try connection.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT runs.name, runs.started, nights.* FROM nights JOIN runs ON runs.id = nights.run
          WHERE nights.run < ? ORDER BY nights.run DESC LIMIT ?
          """,
        arguments: [run.id, limit]
      ).map {
        Night(
          id: $0["run"],
          run: $0["name"],
          started: $0["started"],
          numbers: try NightNumbers($0, withChangesSince: first),
          countsOrders: $0["counts_orders"]
        )
      }
    }
  }

  func rows(upTo run: Run) throws -> [FileKind: RowCounts] {
    try connection.read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT kind, sum(applied) AS applied, sum(unchanged) AS unchanged,
            sum(deferred) AS deferred, sum(rejected) AS rejected
          FROM imports WHERE run > (\(LastPublished.beforeRun)) AND run <= ?1
            AND kind IS NOT NULL AND state IN ('imported', 'grown', 'retried')
          GROUP BY kind
          """,
        arguments: [run.id]
      )
      return try Dictionary(
        uniqueKeysWithValues: rows.map {
          (try $0.word("kind", as: FileKind.self), RowCounts($0))
        }
      )
    }
  }

  func demand(since first: Int, naming most: Int) throws -> Demand {
    try connection.read { try OrderedUnits.demand(since: first, naming: most, $0) }
  }
}

extension RowCounts {
  fileprivate init(_ row: Row) {
    self.init(
      applied: row["applied"],
      unchanged: row["unchanged"],
      deferred: row["deferred"],
      rejected: row["rejected"]
    )
  }
}

extension NightNumbers {
  fileprivate init(_ row: Row, withChangesSince first: Int) throws {
    self.init()
    allocated = row["allocated"]
    deallocated = row["deallocated"]
    newlyWaiting = row["newly_waiting"]
    cancelled = row["cancelled"]
    waitingLines = row["waiting_lines"]
    waitingUnits = row["waiting_units"]
    shortSkus = row["short_skus"]
    orders = OrderCounts(
      complete: row["orders_complete"],
      partly: row["orders_partly"],
      waiting: row["orders_waiting"]
    )
    openRows = row["open_rows"]
    rows = RowCounts(row)
    guard row["run"] >= first else { return }
    let changes = Data((row["changes"] as String).utf8)
    self.changes = try JSONDecoder().decode(NightChanges.self, from: changes)
  }

  /// Stores the numbers of a run's night; if a run is published again, the new numbers replace the
  /// old.
  func note(for run: Run, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO nights (
          run, allocated, deallocated, newly_waiting, cancelled, waiting_lines, waiting_units,
          short_skus, orders_complete, orders_partly, orders_waiting, open_rows, applied, unchanged,
          deferred, rejected, changes, counts_orders)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
        """,
      arguments: [
        run.id, allocated, deallocated, newlyWaiting, cancelled, waitingLines, waitingUnits,
        shortSkus, orders.complete, orders.partly, orders.waiting, openRows, rows.applied,
        rows.unchanged, rows.deferred, rows.rejected, jsonText(changes),
      ]
    )
  }
}
