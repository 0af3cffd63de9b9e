import Foundation
import GRDB
import SystemTestSupport
import TestSupport
import Testing

@testable import SQLiteStore

/// The page about the tables lists exactly those of the database.
struct TablesPageTests {
  @Test func `the page Tables names every table, and no other`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/allot.sqlite"
      let store = try SQLiteStore(path: path)
      try store.flush()
      let tables = try DatabaseQueue(path: path).read { db in
        try String.fetchAll(
          db,
          sql: """
            SELECT name FROM sqlite_schema
            WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'grdb_migrations'
            ORDER BY name
            """
        )
      }
      let page = try String(
        contentsOfFile: Project.folder + "/Sources/allot/allot.docc/Tables.md",
        encoding: .utf8
      )
      let named = page.matches(of: #/(?m)^\| `([a-z_]+)` \|/#).map { String($0.1) }
      #expect(named.sorted() == tables)
    }
  }
}
