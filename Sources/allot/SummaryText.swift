import FileSystem
import Pipeline

extension RunSummary {
  /// The summary for a person at a terminal.
  var text: String {
    var lines = [state == "rehearsed" ? "Dry run: nothing was changed." : "Run \(run)"]
    let width = files.map(\.file.count).max() ?? 0
    for file in files {
      let name = file.file + String(repeating: " ", count: width - file.file.count)
      lines.append("  \(name)  \(file.state)\(file.told)")
      for warning in file.warnings { lines.append("  \(name)    note: \(warning)") }
    }
    if files.isEmpty, command != "report" { lines.append("  no file to import") }
    lines.append(
      """
      Rows: \(counts.rows) = \(counts.applied) applied + \(counts.unchanged) unchanged \
      + \(counts.deferred) deferred + \(counts.rejected) rejected
      """
    )
    lines += leftAlone.map { "Left alone: \($0)" }
    lines += warnings.map { "Warning: \($0)" }
    lines += needsHuman.map { "Needs a human: \($0)" }
    if let reportsPath { lines.append("Reports: \(displayPath(reportsPath))") }
    return lines.joined(separator: "\n")
  }
}

extension RunSummary.File {
  fileprivate var told: String {
    let counts = [
      (applied, "applied"), (unchanged, "unchanged"), (deferred, "deferred"),
      (rejected, "rejected"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    var told = rows > 0 ? ", \(rows) rows: \(counts.joined(separator: ", "))" : ""
    if blankRows > 0 { told += " (\(blankRows) blank rows skipped)" }
    return reason.isEmpty ? told : told + ": \(reason)"
  }
}
