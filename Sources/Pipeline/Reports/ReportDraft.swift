import CSVReading
import FileSystem
import Foundation
import ServiceLayer
import SystemPackage

/// The reports of a run while they are written, in a folder that nobody looks into yet.
struct ReportDraft: Sendable {
  let folder: FilePath
  let run: Run
  let source: any ReportSource

  func write(_ table: ReportTable) throws {
    try writeCSV("\(table.rawValue).csv", columns: table.columns) { writer in
      try source.read(table, for: run) { cells in
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

  func write(_ files: [RunSummary.File]) throws {
    let columns = [
      "file", "kind", "sha256", "state", "rows", "applied", "unchanged", "deferred", "rejected",
    ]
    try writeCSV("files.csv", columns: columns) { writer in
      for file in files {
        for text in [file.file, file.kind, file.sha256, file.state] { writer.text(text) }
        for number in [file.rows, file.applied, file.unchanged, file.deferred, file.rejected] {
          writer.number(number)
        }
        try writer.endRow()
      }
    }
  }

  func write(_ summary: RunSummary) throws {
    let output = try OutputFile(at: folder.appending("summary.json"))
    try output.write(summary.json() + "\n")
    try output.publish(.refuse, syncingFolder: false)
  }

  private func writeCSV(
    _ name: String,
    columns: [String],
    _ body: (inout CSVWriter) throws -> Void
  ) throws {
    let output = try OutputFile(at: folder.appending(name))
    var writer = CSVWriter(rawCells: run.settings.rawCells) { try output.write($0) }
    for column in columns { writer.text(column) }
    try writer.endRow()
    try body(&writer)
    try writer.flush()
    try output.publish(.refuse, syncingFolder: false)
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
