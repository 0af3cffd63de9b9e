import Foundation
import GRDB
import SystemTestSupport

/// Everything that a night leaves for people and later nights: every row of every table, and every
/// file.
///
/// Values that may differ between a disturbed and an undisturbed night are left out: how often a
/// run was resumed, how long it took, and which run it finished first.
struct Aftermath: Equatable {
  /// The rows by table, and the files by path.
  private var found: [String: [String]] = [:]
  /// How many runs the ledger knows.
  ///
  /// A run that was killed before its beginning makes this one less, and one killed after its end
  /// makes it one more.
  private(set) var runs = 0

  init(of root: Root) throws {
    try root.database().read { db in
      runs = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM runs") ?? 0
      for table in try String.fetchAll(
        db,
        sql: "SELECT name FROM sqlite_schema WHERE type = 'table'"
      ) {
        found["table \(table)"] = try Self.rows(of: table, db)
      }
      found["integrity"] = try String.fetchAll(db, sql: "PRAGMA integrity_check")
      found["foreign keys"] = try String.fetchAll(db, sql: "PRAGMA foreign_key_check")
    }
    for path in FileManager.default.subpaths(atPath: root.path) ?? []
    where !path.hasPrefix("allot.") {
      found["file \(path)"] = try Self.content(of: path, in: root)
    }
  }

  /// The differences between two nights by place; empty if there are none.
  func differences(from expected: Aftermath) -> [String] {
    Set(found.keys).union(expected.found.keys).sorted().compactMap { place in
      let (mine, theirs) = (found[place], expected.found[place])
      return mine == theirs ? nil : "\(place): \(mine ?? ["none"]), not \(theirs ?? ["none"])"
    }
  }

  private static func rows(of table: String, _ db: Database) throws -> [String] {
    let columns = try db.columns(in: table).map(\.name)
      .filter { !(table == "runs" && $0 == "resumed") }
      .map { "quote(\"\($0)\")" }
    return try String.fetchAll(
      db,
      sql: "SELECT \(columns.joined(separator: " || '|' || ")) FROM \"\(table)\" ORDER BY 1"
    )
  }

  private static func content(of path: String, in root: Root) throws -> [String] {
    let file = root.folder.appending(path: path)
    let values = try file.resourceValues(forKeys: [.isRegularFileKey, .isSymbolicLinkKey])
    if values.isSymbolicLink == true {
      return ["link to " + (try FileManager.default.destinationOfSymbolicLink(atPath: file.path))]
    }
    guard values.isRegularFile == true else { return ["folder"] }
    let text = try root.text(path)
    guard path.hasSuffix("summary.json") else { return [text] }
    let lines = text.split(separator: "\n").map(String.init)
      .filter { !$0.contains(#/"(importing|reporting)" : /#) }
    guard let first = lines.firstIndex(of: #"  "finished_first" : ["#),
      let last = lines[first...].firstIndex(of: "  ],")
    else { return lines }
    return Array(lines[..<first] + lines[(last + 1)...])
  }
}
