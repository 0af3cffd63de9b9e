import SafeText
import ServiceLayer

/// The rows of a file that an earlier file had, and which of them must still be corrected.
struct EarlierRows {
  /// For a person: where the rows came first, and which files have the rejected ones.
  let told: String
  /// Whether some of them are open.
  let mustBeCorrected: Bool
  /// The files in `rejects/` with the open rows.
  let rejectsFiles: [FileName]

  /// Nil if none of the rows came earlier.
  init?(_ file: FileImport, in store: any Store) throws {
    guard let earlier = file.earlier, let first = try store.imports.find(earlier),
      let run = try store.runs.run(of: first)
    else { return nil }
    let hasGrown = file.state != .duplicate
    let toCorrect = try Self.rowsToCorrect(
      of: first,
      upTo: hasGrown ? file.skippedRows : .max,
      in: store
    )
    let rows = toCorrect.reduce(0) { $0 + $1.rows }
    mustBeCorrected = rows > 0
    rejectsFiles = toCorrect.compactMap(\.file)
    var told =
      hasGrown
      ? "its first \(counted(file.skippedRows, "row")) came in run \(run.name)"
      : "the same bytes came first as \(first.name.displayed) in run \(run.name)"
    if rows > 0 {
      let files = rejectsFiles.map { "rejects/\($0.displayed)" }
      let place = files.isEmpty ? "rejects/" : files.joined(separator: ", ")
      told += """
        ; \(Self.rejected(rows)) then and \(rows == 1 ? "waits" : "wait") in \(place) to be corrected
        """
    } else if !hasGrown, first.counts.rejected > 0 {
      told += "; \(Self.rejected(first.counts.rejected)) then, none is open"
    }
    self.told = told
  }

  private static func rejected(_ rows: Int) -> String {
    rows == 1 ? "1 row was rejected" : "\(rows) rows were rejected"
  }

  /// The open rows of an import and of the earlier imports that its file continues.
  private static func rowsToCorrect(
    of first: FileImport,
    upTo row: Int,
    in store: any Store
  ) throws -> [RowsToCorrect] {
    var found: [RowsToCorrect] = []
    var (file, row) = (first, row)
    while true {
      found = try store.rows.rowsToCorrect(of: file.id, upTo: row) + found
      guard file.state == .grown, let earlier = file.earlier,
        let before = try store.imports.find(earlier), before.id < file.id
      else { return found }
      (file, row) = (before, min(row, file.skippedRows))
    }
  }
}
