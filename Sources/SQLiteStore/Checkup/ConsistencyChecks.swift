import GRDB
import SafeText
import ServiceLayer

/// Checks whether numbers in the database agree.
protocol ConsistencyChecks {
  var db: Database { get }
  static var about: String { get }
  /// Queries that return no rows if the numbers agree.
  static var queries: [FaultQuery] { get }
  /// The text of the finding if nothing is wrong.
  func summary() throws -> String
}

/// A query that returns one row for each fault, and the text for such a row.
struct FaultQuery: Sendable {
  let sql: String
  let text: @Sendable (Row) -> String
}

extension ConsistencyChecks {
  func findings() throws -> [Finding] {
    let faults = try Self.queries.flatMap(faults)
    return faults.isEmpty ? [.ok(Self.about, try summary())] : faults
  }

  /// The first faults that a query finds: if there are many, the rest adds nothing new.
  private func faults(_ query: FaultQuery) throws -> [Finding] {
    let most = 3
    let rows = try Row.fetchAll(db, sql: "\(query.sql) LIMIT \(most + 1)")
    return rows.prefix(most).enumerated().map { index, row in
      .fault(
        Self.about,
        query.text(row) + (index == most - 1 && rows.count > most ? "; and more" : ""),
        .program,
        do: "stop the nightly job, keep a copy of allot.sqlite, and report this"
      )
    }
  }

  /// How many rows a table has.
  func count(_ table: String) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
  }
}

/// Text of a database cell, safe to show.
func shown(_ text: String) -> String { escaped(text.utf8, atMost: 200) }
