import Domain
import Foundation
import GRDB
import ServiceLayer
import SystemTestSupport
import TestSupport
import Testing

@testable import SQLiteStore

/// Promises that only the SQLite store makes: about its file, its schema and the disk.
struct SQLiteFileTests {
  func withFile<Result>(_ body: (String) throws -> Result) throws -> Result {
    try withTemporaryFolder { try body($0 + "/allot.sqlite") }
  }

  @discardableResult
  func execute(_ sql: String, at path: String) throws -> [Row] {
    // A store that was just released may still be closing, which locks the file for a moment.
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    return try DatabaseQueue(path: path, configuration: configuration).write {
      try Row.fetchAll($0, sql: sql)
    }
  }

  // MARK: - Opening

  @Test func `a database made by a newer version is an error, and is not migrated`() throws {
    try withFile { path in
      _ = try SQLiteStore(path: path)
      // Like a database of a newer version, which may have some of our migrations or none.
      try execute("DELETE FROM grdb_migrations", at: path)
      try execute("INSERT INTO grdb_migrations VALUES ('2031-01-01 something new')", at: path)
      try execute("DROP TABLE faults", at: path)
      func content() throws -> [String] {
        try execute("SELECT sql FROM sqlite_schema ORDER BY name", at: path).map(\.description)
          + execute("SELECT * FROM grdb_migrations", at: path).map(\.description)
      }
      let before = try content()
      let failure = StoreFailure.madeByANewerVersion(path)
      #expect(failure.kind == .unusable)
      #expect(throws: failure) { try SQLiteStore(path: path) }
      #expect(throws: failure) { try SQLiteStore.reading(path) { _ in } }
      #expect(try content() == before)
    }
  }

  @Test func `a file that is not a database is reported as damaged, and is not touched`() throws {
    try withFile { path in
      let text = Data(String(repeating: "orderid,sku,qty\n", count: 1000).utf8)
      try text.write(to: URL(fileURLWithPath: path))
      let failures = try [
        #require(throws: StoreFailure.self) { try SQLiteStore(path: path) },
        #require(throws: StoreFailure.self) { try SQLiteStore.reading(path) { _ in } },
      ]
      #expect(failures.map(\.kind) == [.unusable, .unusable])
      #expect(failures.allSatisfy { $0.description.contains(path) })
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == text)
    }
  }

  @Test func `a missing folder is named`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/nowhere/allot.sqlite"
      let failure = try #require(throws: StoreFailure.self) { try SQLiteStore(path: path) }
      #expect(failure.kind == .unusable)
      #expect(failure.description.contains(path))
    }
  }

  @Test func `a reader sees committed data and cannot write`() throws {
    try withFile { path in
      let store = try SQLiteStore(path: path)
      let openRun = try OpenRun(on: store)
      try openRun.handle(.batch("b1", "LAMP", 9), .order("o1", "LAMP", 1))
      try store.flush()
      let failure = try #require(throws: StoreFailure.self) {
        try SQLiteStore.reading(path) { reader in
          #expect(
            try reader.reports.rows(.allocations, for: openRun.run) == [["o1", "LAMP", 1, "b1"]]
          )
          try expectSoundView(reader)
          try expectSoundView(reader)
          try reader.runs.publish(openRun.run)
        }
      }
      #expect(failure.kind == .unusable)
    }
  }

  @Test func `a copy is complete, and never replaces a file`() throws {
    try withFile { path in
      let store = try SQLiteStore(path: path)
      let openRun = try OpenRun(on: store)
      try openRun.handle(.batch("b1", "LAMP", 9), .order("o1", "LAMP", 1))
      try store.backUp(to: path + ".copy")
      let copy = try SQLiteStore(path: path + ".copy")
      #expect(try Everything(copy, openRun.run) == Everything(store, openRun.run))
      #expect(throws: StoreFailure.self) { try store.backUp(to: path + ".copy") }
    }
  }

  // MARK: - The disk

  @Test func `commits that must survive a power cut use synchronous FULL, the others do not`()
    throws
  {
    try withFile { path in
      let store = try SQLiteStore(path: path)
      func synchronous(_ db: Database) throws -> Int? {
        try Int.fetchOne(db, sql: "PRAGMA synchronous")
      }
      #expect(try store.connection.durableTransaction(synchronous) == 2)
      #expect(try store.connection.transaction(synchronous) == 1)
      #expect(throws: Abandoned()) {
        try store.connection.durableTransaction { _ in throw Abandoned() }
      }
      #expect(try store.connection.transaction(synchronous) == 1)
    }
  }

  @Test func `a run's beginning, the barrier, a file's end and a rebuild use synchronous FULL`()
    throws
  {
    try withFile { path in
      let store = try SQLiteStore(path: path)
      /// The synchronous mode of each commit of the body: FULL or NORMAL.
      func commits(_ body: () throws -> Void) throws -> [String] {
        let trace = Trace()
        try store.connection.outsideTransaction { db in
          db.trace { trace.statements.append("\($0)") }
        }
        try body()
        try store.connection.outsideTransaction { $0.trace(options: []) }
        return trace.commits
      }
      #expect(try commits { _ = try OpenRun(on: store) } == ["FULL", "FULL"])
      let openRun = try OpenRun(on: store)
      let file = try #require(try store.imports.find(openRun.importID))
      #expect(try commits { try openRun.handle(.batch("b1", "LAMP", 1)) } == ["NORMAL"])
      #expect(try commits { try store.imports.save(file) } == ["NORMAL"])
      #expect(try commits { try store.imports.saveDurably(file) } == ["FULL"])
      #expect(try commits { try store.runs.barrier() } == ["FULL"])
      #expect(try commits { try store.rebuildView() } == ["FULL"])
    }
  }

  /// The statements that SQLite ran, which show the mode of each commit that writes.
  final class Trace {
    var statements: [String] = []

    var commits: [String] {
      var synchronous = "NORMAL"
      var writes = false
      var found: [String] = []
      for statement in statements {
        let words = statement.uppercased()
        if words.hasPrefix("PRAGMA SYNCHRONOUS = ") {
          synchronous = String(words.split(separator: " ").last ?? "")
        } else if words.hasPrefix("BEGIN IMMEDIATE") {
          writes = true
        } else if words.hasPrefix("COMMIT"), writes {
          found.append(synchronous)
          writes = false
        }
      }
      return found
    }
  }
}
