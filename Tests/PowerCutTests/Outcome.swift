import Foundation
import GRDB
import SystemTestSupport

/// Everything that people and later runs can see of a root, except what differs from run to run:
/// durations, and how often a run was resumed.
struct Outcome: Equatable {
  /// How many runs the ledger knows.
  let runs: Int
  /// The content, line by line: the rows of every table, and the files by path and content.
  let lines: Set<String>

  init(of root: Root) throws {
    var lines: Set<String> = []
    runs = try root.database().read { db in
      for table in try Self.tables(db) {
        for (n, row) in try Self.rows(of: table, db).enumerated() {
          lines.insert("\(table) \(n): \(row)")
        }
      }
      let damage = try String.fetchAll(db, sql: "PRAGMA integrity_check")
      if damage != ["ok"] { lines.insert("damaged: \(damage)") }
      return try Int.fetchOne(db, sql: "SELECT count(*) FROM runs") ?? 0
    }
    for (path, entry) in try Tree(of: root.folder).entries where !path.hasPrefix("allot.") {
      switch entry {
      case .folder: lines.insert("\(path)/")
      case .link(let target): lines.insert("\(path) → \(target)")
      case .file(let bytes):
        let text = String(decoding: bytes.bytes, as: UTF8.self)
        lines.insert(path.hasSuffix("/summary.json") ? path : "\(path): \(text)")
      }
    }
    self.lines = lines
  }

  /// The missing and surplus lines, compared with the expected ones.
  func differences(from wanted: Outcome) -> [String] {
    wanted.lines.subtracting(lines).sorted().map { "missing: \($0)" }
      + lines.subtracting(wanted.lines).sorted().map { "too much: \($0)" }
  }

  private static func tables(_ db: Database) throws -> [String] {
    try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
  }

  private static func rows(of table: String, _ db: Database) throws -> [String] {
    let columns = try db.columns(in: table).map(\.name).filter {
      (table, $0) != ("runs", "resumed")
    }
    let list = columns.map(\.quotedDatabaseIdentifier).joined(separator: ", ")
    return try Row.fetchAll(
      db,
      sql: "SELECT \(list) FROM \(table.quotedDatabaseIdentifier) ORDER BY \(list)"
    ).map { $0.databaseValues.map(\.description).joined(separator: " ") }
  }
}
