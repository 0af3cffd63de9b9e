import GRDB
import Testing

@testable import SQLiteStore

/// How SQLite finds the arrivals of the last weeks.
struct ArrivalPlanTests {
  @Test(arguments: [
    (SQLiteNightLedger.startsSince, 1), (SQLiteNightLedger.arrivalsSince, 4),
    (SQLiteNightLedger.lastSince, 2),
  ])
  func `nights, files and last files are found by key, however many there are`(
    sql: String,
    searches: Int
  ) throws {
    let files = SQLiteFileTests()
    try files.withFile { path in
      _ = try SQLiteStore(path: path)
      let query: String = sql.replacing("?", with: "'5'")
      let plan = try files.execute("EXPLAIN QUERY PLAN \(query)", at: path)
        .map { row -> String in row["detail"] }.filter { !$0.hasPrefix("USE TEMP B-TREE") }
      #expect(plan.count == searches, "\(plan)")
      #expect(plan.first?.hasPrefix("SEARCH runs") == true, "\(plan)")
      #expect(plan.first?.hasSuffix("(name>?)") == true, "\(plan)")
      #expect(plan.allSatisfy { $0.hasPrefix("SEARCH ") }, "\(plan)")
    }
  }
}
