import Foundation
import ServiceLayer
import TestSupport

/// Writes the reports that must come of the model.
struct ModelReports {
  let rawCells: Bool

  /// All reports but rejects.csv and summary.json, by file name.
  func texts(_ rules: ReferenceModel, _ files: [ModelImport]) -> [String: String] {
    var texts: [String: String] = [:]
    for (table, rows) in rules.reports {
      texts["\(table.rawValue).csv"] = text([table.columns.map(ReportValue.text)] + rows)
    }
    let columns: [ReportValue] = [
      "file", "kind", "sha256", "state", "rows", "applied", "unchanged", "deferred", "rejected",
    ]
    texts["files.csv"] = text([columns] + files.map(cells))
    return texts
  }

  private func cells(_ file: ModelImport) -> [ReportValue] {
    [
      .text(file.name), .text(file.kind?.rawValue ?? ""), .text(file.sha256), .text(file.state),
      .number(file.wasRead ? file.rows : 0), .number(file.counts.applied),
      .number(file.counts.unchanged), .number(file.counts.deferred),
      .number(file.counts.rejected),
    ]
  }

  private func text(_ rows: [[ReportValue]]) -> String {
    rows.map { $0.map(cell).joined(separator: ",") + "\n" }.joined()
  }

  private func cell(_ value: ReportValue) -> String {
    switch value {
    case .number(let number): return String(number)
    case .empty: return ""
    case .text(let text):
      let isFormula = text.first.map { "=+-@".contains($0) } ?? false
      let shown = isFormula && !rawCells ? "'" + text : text
      guard text.contains(where: { ",\"\n\r".contains($0) }) else { return shown }
      return "\"" + shown.replacing("\"", with: "\"\"") + "\""
    }
  }
}

/// A moment as `2026-11-23T02:00:00Z`.
func utc(_ seconds: Int) -> String {
  Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
}

/// The same moment as runs are named.
func runName(_ seconds: Int) -> String {
  utc(seconds).filter { $0 != "-" && $0 != ":" }
}
