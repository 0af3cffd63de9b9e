/// The files of a run's report folder: one list for writing, checking and comparing them.
package enum ReportFile: Hashable, Sendable, CaseIterable {
  case table(ReportTable)
  /// The result of each file of the run.
  case files
  /// The whole run, as JSON.
  case summary
  /// The morning page, for people.
  case page

  package static let allCases = ReportTable.allCases.map(Self.table) + [.files, .summary, .page]

  package var name: String {
    switch self {
    case .table(let table): "\(table.rawValue).csv"
    case .files: "files.csv"
    case .summary: "summary.json"
    case .page: "report.html"
    }
  }

  /// The columns of a CSV file; empty for the others.
  package var columns: [ReportColumn] {
    switch self {
    case .table(let table): table.columns
    case .files:
      [
        .text("file"), .text("sender"), .text("kind"), .text("sha256"), .text("state"),
        .number("rows"), .number("applied"), .number("unchanged"), .number("deferred"),
        .number("rejected"), .text("reason"),
      ]
    case .summary, .page: []
    }
  }
}

/// The reports that are read directly from the store, with their columns; the two longest come
/// first.
package enum ReportTable: String, CaseIterable, Sendable {
  case allocations, changes, backorders, stock, shortages, rejects, open

  package var columns: [ReportColumn] {
    switch self {
    case .allocations: [.text("orderid"), .text("sku"), .number("qty"), .text("batchref")]
    case .changes:
      [.text("orderid"), .text("sku"), .number("qty"), .text("batchref"), .text("change")]
    case .backorders:
      [
        .text("orderid"), .text("sku"), .number("qty"), .text("ordered"), .text("since"),
        .text("file"), .number("line"), .number("free"), .number("largest"), .text("why"),
      ]
    case .stock:
      [
        .text("ref"), .text("sku"), .text("eta"), .number("purchased"), .number("allocated"),
        .number("available"),
      ]
    case .shortages:
      [
        .text("sku"), .number("lines"), .number("units"), .number("available"), .number("largest"),
      ]
    case .rejects:
      [
        .text("file"), .number("line"), .text("outcome"), .text("code"), .text("column"),
        .text("value"), .text("reason"),
      ]
    case .open:
      [
        .text("file"), .number("line"), .text("run"), .number("nights"), .text("outcome"),
        .text("code"), .text("column"), .text("value"), .text("reason"), .text("rejects_file"),
      ]
    }
  }
}

/// A column of a report: its name and the type of its cells.
package struct ReportColumn: Hashable, Sendable {
  /// The type of a cell, unless it is empty.
  package enum Content: Sendable {
    case text, number
  }

  package let name: String
  package let type: Content

  package static func text(_ name: String) -> Self { Self(name: name, type: .text) }
  package static func number(_ name: String) -> Self { Self(name: name, type: .number) }
}
