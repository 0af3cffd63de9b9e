import Foundation
import GRDB
import ServiceLayer

extension Import {
  init(_ row: Row) throws {
    self.init(
      id: row["id"],
      run: row["run"],
      name: row["name"],
      kind: (row["kind"] as String?).flatMap(FileKind.init),
      retryOf: row["retry_of"],
      phase: try row.word("phase", as: Phase.self),
      state: try row.word("state", as: State.self)
    )
    sha256 = row["sha256"]
    size = row["size"]
    header = row.bytes("header")
    delimiter = row["delimiter"]
    rows = row["rows"]
    skippedRows = row["skipped_rows"]
    blankRows = row["blank_rows"]
    endsOpen = row["ends_open"]
    doneRows = row["done_rows"]
    counts = RowCounts(
      applied: row["applied"],
      unchanged: row["unchanged"],
      deferred: row["deferred"],
      rejected: row["rejected"]
    )
    earlier = row["earlier"]
    reason = row["reason"]
    warnings = try JSONDecoder().decode([String].self, from: Data((row["warnings"] as String).utf8))
    needsHuman = row["needs_human"]
    destination = row["destination"]
  }

  /// Writes everything that can change.
  func update(_ db: Database) throws {
    let warnings = try jsonText(warnings)
    try db.execute(
      sql: """
        UPDATE imports SET
          phase = ?, state = ?, sha256 = ?, size = ?, header = ?, delimiter = ?, rows = ?,
          skipped_rows = ?, blank_rows = ?, ends_open = ?, done_rows = ?, applied = ?,
          unchanged = ?, deferred = ?, rejected = ?, earlier = ?, reason = ?, warnings = ?,
          needs_human = ?, destination = ?
        WHERE id = ?
        """,
      arguments: [
        phase.rawValue, state.rawValue, sha256, size, header.databaseBlob, delimiter, rows,
        skippedRows, blankRows, endsOpen, doneRows, counts.applied, counts.unchanged,
        counts.deferred, counts.rejected, earlier, reason, warnings, needsHuman, destination, id,
      ]
    )
  }
}

extension Run {
  init(_ row: Row) throws {
    self.init(
      id: row["id"],
      name: row["name"],
      command: try row.word("command", as: Command.self),
      started: row["started"],
      settings: try JSONDecoder().decode(
        Settings.self,
        from: Data((row["settings"] as String).utf8)
      ),
      phase: try row.word("phase", as: Phase.self),
      isPublished: row["published"],
      leftAlone: try JSONDecoder().decode(
        [String].self,
        from: Data((row["left_alone"] as String).utf8)
      )
    )
  }
}

/// JSON with its keys in order: the same value is the same bytes in every database.
func jsonText(_ value: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = .sortedKeys
  return String(decoding: try encoder.encode(value), as: UTF8.self)
}
