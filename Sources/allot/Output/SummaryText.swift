import FileSystem
import Pipeline
import SafeText

extension RunSummary {
  /// The summary for a person at a terminal.
  var text: String {
    var lines = [state == "rehearsed" ? "Dry run: nothing was changed." : "Run \(run)"]
    let width = files.map(\.nameWithSender.count).max() ?? 0
    for file in files {
      let shown = file.nameWithSender
      let name = shown + String(repeating: " ", count: width - shown.count)
      lines.append("  \(name)  \(file.state)\(file.told)")
      for warning in file.warnings { lines.append("  \(name)    note: \(warning)") }
    }
    lines += (faults ?? []).map { "  \($0.text)" }
    if files.isEmpty, command != "report" { lines.append("  no file to import") }
    lines.append(
      """
      Rows: \(counts.rows) = \(counts.applied) applied + \(counts.unchanged) unchanged \
      + \(counts.deferred) deferred + \(counts.rejected) rejected
      """
    )
    if let openText { lines.append(openText) }
    lines += leftAlone.map { "Left alone: \($0)" }
    lines += warnings.map { "Warning: \($0)" }
    lines += needsHuman.map { "Needs a human: \($0)" }
    if let reportsPath { lines.append("Reports: \(reportsPath.displayed)") }
    return lines.joined(separator: "\n")
  }

  /// The rows that earlier nights left open; nil if there are none.
  var openText: String? {
    let kinds = [(open.rejected, "rejected"), (open.deferred, "deferred")].filter { $0.0 > 0 }
    guard !kinds.isEmpty else { return nil }
    let rows = kinds.map { "\(counted($0.0, "row")) \($0.1)" }.joined(separator: ", ")
    return """
      Open from earlier nights: \(rows), the oldest for \(counted(open.nights, "night")); \
      `allot rejects` lists them
      """
  }

  /// The lines after the headline: what needs a human, then the paths.
  var needsText: String {
    var lines = needsHuman
    if let openText { lines.append(openText) }
    if let reportsPath { lines.append("reports: \(reportsPath.displayed)") }
    return lines.map { "  \($0)" }.joined(separator: "\n")
  }
}

extension RunSummary.File {
  fileprivate var told: String {
    let counts = [
      (applied, "applied"), (unchanged, "unchanged"), (deferred, "deferred"),
      (rejected, "rejected"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    var told = rows > 0 ? ", \(counted(rows, "row")): \(counts.joined(separator: ", "))" : ""
    if blankRows > 0 { told += " (\(counted(blankRows, "blank row")) skipped)" }
    return reason.isEmpty ? told : told + ": \(reason)"
  }
}
