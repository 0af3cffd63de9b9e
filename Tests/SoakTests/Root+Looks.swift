import Foundation
import GRDB
import SystemTestSupport
import TestSupport

extension Root {
  /// All visible files, except the database and the lock.
  func visible() throws -> [String: Data] {
    try everything().filter { !$0.key.hasPrefix("allot.") && !$0.value.isEmpty }
  }

  /// Every row of every table.
  func tables() throws -> [String: [Row]] {
    try ledgerCopy { db in
      let names = try String.fetchAll(
        db,
        sql: "SELECT name FROM sqlite_master WHERE type = 'table'"
      )
      return try Dictionary(
        uniqueKeysWithValues: names.map { ($0, try Row.fetchAll(db, sql: "SELECT * FROM \($0)")) }
      )
    } ?? [:]
  }

  /// Reads a copy of the database, because opening the original would recover it after a death.
  ///
  /// - Returns: nil if there is no database yet.
  func ledgerCopy<Result>(_ body: (Database) throws -> Result) throws -> Result? {
    guard has("allot.sqlite") else { return nil }
    return try withTemporaryFolder { copy in
      for name in ["allot.sqlite", "allot.sqlite-wal"] where has(name) {
        try FileManager.default.copyItem(
          atPath: folder.appending(path: name).path,
          toPath: "\(copy)/\(name)"
        )
      }
      return try DatabaseQueue(path: "\(copy)/allot.sqlite").read(body)
    }
  }
}
