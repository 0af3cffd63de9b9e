import Domain
import Foundation
import GRDB
import ServiceLayer
import TestSupport
import Testing

@testable import SQLiteStore

/// The data on the disk when a process dies.
extension SQLiteFileTests {
  @Test func `a barrier writes to the disk while a run is unfinished`() throws {
    try withFile { path in
      let store = try SQLiteStore(path: path)
      let openRun = try OpenRun(on: store)
      func writtenBytes() throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int
      }
      let before = try #require(try writtenBytes())
      try store.runs.barrier()
      let between = try #require(try writtenBytes())
      #expect(between > before)
      try openRun.finish()
      let finished = try writtenBytes()
      try store.runs.barrier()
      #expect(try writtenBytes() == finished)
    }
  }

  @Test func `a partly created database is completed by the next process`() throws {
    try withFile { path in
      let half = path + ".half"
      try DatabaseQueue(path: half).inDatabase { db in
        try db.execute(
          sql:
            "PRAGMA cache_size = 1; CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)"
        )
        try db.beginTransaction()
        try db.execute(
          sql: """
            INSERT INTO grdb_migrations WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 99)
            SELECT hex(zeroblob(2000)) || i FROM n
            """
        )
        // The state that a dying process leaves: only a writer plays back its rollback journal.
        for file in ["", "-journal"] {
          try FileManager.default.copyItem(atPath: half + file, toPath: path + file)
        }
        try db.rollback()
      }
      let failure = #expect(throws: StoreFailure.self) { try SQLiteStore.reading(path) { _ in } }
      #expect(failure?.kind == .unusable)
      #expect(throws: Never.self) { try SQLiteStore(path: path) }
    }
  }
}
