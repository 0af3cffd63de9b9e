import CSVReading
import FileSystem
import Foundation
import ServiceLayer
import SystemPackage

/// Writes the reports of a run into a folder of their own, and publishes it by one rename.
struct ReportFolder {
  let store: any Store
  let folders: Folders
  let run: Run

  /// Writes all reports, swings `latest`, and removes the oldest reports.
  ///
  /// `seconds` says how long it took so far; it is asked when `summary.json` is written.
  func publish(_ summary: inout RunSummary, seconds: () -> Double) throws {
    guard let name = FilePath.Component(run.name) else { return }
    let target = folders.reports.appending(name)
    summary.reports = target.string
    if try !exists(target) {
      let draft = folders.reports.appending(partName(for: name))
      try makeFolder(draft)
      for table in ReportTable.published { try write(table, in: draft) }
      try writeFiles(summary.files, in: draft)
      summary.durations.reporting = seconds()
      try writeSummary(summary, in: draft)
      if try publishFolder(draft, at: target) == .taken { try removeFolder(draft) }
    }
    try swingLink(at: folders.reports.appending("latest"), to: FilePath(run.name))
    try store.ledger.publish(run)
    try removeOld()
  }

  private func write(_ table: ReportTable, in draft: FilePath) throws {
    try writeCSV("\(table.rawValue).csv", columns: table.columns, in: draft) { writer in
      try store.reports.read(table, for: run) { cells in
        for cell in cells {
          switch cell {
          case .text(let text): writer.text(text)
          case .number(let number): writer.number(number)
          case .empty: writer.text("")
          }
        }
        try writer.endRow()
      }
    }
  }

  private func writeFiles(_ files: [RunSummary.File], in draft: FilePath) throws {
    let columns = [
      "file", "kind", "sha256", "state", "rows", "applied", "unchanged", "deferred", "rejected",
    ]
    try writeCSV("files.csv", columns: columns, in: draft) { writer in
      for file in files {
        for text in [file.file, file.kind, file.sha256, file.state] { writer.text(text) }
        for number in [file.rows, file.applied, file.unchanged, file.deferred, file.rejected] {
          writer.number(number)
        }
        try writer.endRow()
      }
    }
  }

  private func writeCSV(
    _ name: String,
    columns: [String],
    in draft: FilePath,
    _ body: (inout CSVWriter) throws -> Void
  ) throws {
    let output = try OutputFile(at: draft.appending(name))
    var writer = CSVWriter(rawCells: run.settings.rawCells) { try output.write($0) }
    for column in columns { writer.text(column) }
    try writer.endRow()
    try body(&writer)
    try writer.flush()
    try output.publish(.refuse, syncingFolder: false)
  }

  private func writeSummary(_ summary: RunSummary, in draft: FilePath) throws {
    let output = try OutputFile(at: draft.appending("summary.json"))
    try output.write(summary.json() + "\n")
    try output.publish(.refuse, syncingFolder: false)
  }

  private func removeOld() throws {
    for run in try store.ledger.publishedRuns().dropFirst(run.settings.keepReports) {
      guard let name = FilePath.Component(run.name) else { continue }
      let old = folders.reports.appending(name)
      guard try exists(old) else { continue }
      // Hidden first: a reader sees whole reports or none.
      let hidden = folders.reports.appending(partName(for: name))
      if try renameWithoutReplacing(from: old, to: hidden) == .done { try removeFolder(hidden) }
    }
  }
}

extension RunSummary {
  /// The summary as JSON, its keys in order, so that equal runs give equal text but for durations.
  package func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
