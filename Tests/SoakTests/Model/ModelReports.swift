import Foundation
import ServiceLayer
import TestSupport

/// Writes the reports that the model expects.
struct ModelReports {
  let rawCells: Bool

  /// All reports but rejects.csv and summary.json, by file name.
  func texts(
    _ rules: ReferenceModel,
    _ files: [ModelImport],
    _ strays: [String]
  ) -> [String: String] {
    var texts: [String: String] = [:]
    for (table, rows) in rules.reports {
      texts[ReportFile.table(table).name] = text([header(.table(table))] + rows)
    }
    texts[ReportFile.files.name] = text(
      [header(.files)] + files.map(cells) + strays.map(cells)
    )
    return texts
  }

  private func header(_ file: ReportFile) -> [ReportValue] {
    file.columns.map { .text($0.name) }
  }

  private func cells(_ file: ModelImport) -> [ReportValue] {
    [
      .text(file.name), .empty, .text(file.kind?.rawValue ?? ""), .text(file.sha256),
      .text(file.state), .number(file.wasRead ? file.rows : 0), .number(file.counts.applied),
      .number(file.counts.unchanged), .number(file.counts.deferred),
      .number(file.counts.rejected), .empty,
    ]
  }

  private func cells(_ stray: String) -> [ReportValue] {
    let none = ReportValue.number(0)
    return [.text(stray), .empty, .empty, .empty, .text("ignored")]
      + [none, none, none, none, none, .empty]
  }

  private func text(_ rows: [[ReportValue]]) -> String {
    rows.map { $0.map(cell).joined(separator: ",") + "\n" }.joined()
  }

  private func cell(_ value: ReportValue) -> String {
    switch value {
    case .number(let number): return String(number)
    case .empty: return ""
    case .text(let text):
      let start = text.drop(while: { $0 == "'" }).first
      let isFormula = start.map { "=+-@".contains($0) } ?? false
      let shown = isFormula && !rawCells ? "'" + text : text
      guard text.contains(where: { ",\"\n\r".contains($0) }) else { return shown }
      return "\"" + shown.replacing("\"", with: "\"\"") + "\""
    }
  }
}

/// A time as `2026-11-23T02:00:00Z`.
func utc(_ seconds: Int) -> String {
  Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
}

/// The same time in the form of run names.
func runName(_ seconds: Int) -> String {
  utc(seconds).filter { $0 != "-" && $0 != ":" }
}
