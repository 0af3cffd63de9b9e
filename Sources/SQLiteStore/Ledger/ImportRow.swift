import Foundation
import GRDB
import ServiceLayer

extension FileImport {
  init(_ row: Row) throws {
    let phase = try row.word("phase", as: Phase.self)
    var state = try row.word("state", as: State.self)
    // A file that was broken off is stored as imported, without a digest.
    if [.complete, .finished].contains(phase), state.wasImported, (row["sha256"] as String).isEmpty
    {
      state = .brokenOff
    }
    self.init(
      id: row["id"],
      run: row["run"],
      name: row["name"],
      kind: (row["kind"] as String?).flatMap(FileKind.init),
      retryOf: row["retry_of"],
      phase: phase,
      state: state
    )
    sha256 = row["sha256"]
    size = row["size"]
    header = row.bytes("header")
    delimiter = row["delimiter"]
    hasByteOrderMark = row["byte_order_mark"]
    rows = row["rows"]
    skippedRows = row["skipped_rows"]
    blankRows = row["blank_rows"]
    unwantedRows = row["unwanted_rows"]
    let noted: String = row["reading"]
    if !noted.isEmpty {
      reading = try JSONDecoder().decode(FileReading.self, from: Data(noted.utf8))
    }
    endsOpen = row["ends_open"]
    doneRows = row["done_rows"]
    counts = RowCounts(
      applied: row["applied"],
      unchanged: row["unchanged"],
      deferred: row["deferred"],
      rejected: row["rejected"]
    )
    counts.calledOff = NotedRows(rows: row["called_off"], firstLine: row["called_off_line"])
    counts.farOff = NotedRows(rows: row["far_off"], firstLine: row["far_off_line"])
    counts.revived = NotedRows(rows: row["revived"], firstLine: row["revived_line"])
    earlier = row["earlier"]
    reason = row["reason"]
    warnings = try JSONDecoder().decode([String].self, from: Data((row["warnings"] as String).utf8))
    needsHuman = row["needs_human"]
    destination = row["destination"]
    rejectsFile = row["rejects_file"]
  }

  /// Writes all columns that can change.
  func update(_ db: Database) throws {
    let warnings = try jsonText(warnings)
    try db.execute(
      sql: """
        UPDATE imports SET
          phase = ?, state = ?, sha256 = ?, size = ?, header = ?, delimiter = ?, rows = ?,
          skipped_rows = ?, blank_rows = ?, ends_open = ?, done_rows = ?, applied = ?,
          unchanged = ?, deferred = ?, rejected = ?, earlier = ?, reason = ?, warnings = ?,
          needs_human = ?, destination = ?, byte_order_mark = ?, rejects_file = ?,
          called_off = ?, called_off_line = ?, far_off = ?, far_off_line = ?, unwanted_rows = ?,
          reading = ?, revived = ?, revived_line = ?
        WHERE id = ?
        """,
      arguments: [
        phase.rawValue, state.reported, sha256, size, header.databaseBlob, delimiter, rows,
        skippedRows, blankRows, endsOpen, doneRows, counts.applied, counts.unchanged,
        counts.deferred, counts.rejected, earlier, reason, warnings, needsHuman, destination,
        hasByteOrderMark, rejectsFile, counts.calledOff.rows, counts.calledOff.firstLine,
        counts.farOff.rows, counts.farOff.firstLine, unwantedRows, try reading.noted,
        counts.revived.rows, counts.revived.firstLine, id,
      ]
    )
  }
}

extension FileReading? {
  /// The text that the ledger stores; empty if there is no reading.
  var noted: String { get throws { try map(jsonText) ?? "" } }
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
        [LeftAlone].self,
        from: Data((row["left_alone"] as String).utf8)
      )
    )
  }
}

/// JSON with sorted keys, so that equal values have the same bytes in every database.
func jsonText(_ value: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = .sortedKeys
  return String(decoding: try encoder.encode(value), as: UTF8.self)
}
