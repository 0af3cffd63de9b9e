import CSVReading
import FileSystem
import Foundation
import MorningPage
import ServiceLayer
import SystemPackage

/// The reports of a run while they are written, in a hidden folder.
struct ReportDraft: Sendable {
  let folder: FilePath
  let run: Run
  let source: GatheringSource

  func write(_ table: ReportTable) throws {
    try writeCSV(.table(table)) { sink in
      let hasFaults = table.columns.contains(.text("reason"))
      let hinting = hasFaults ? HintingSink(sink, for: table, Hints(source.reports)) : nil
      try source.read(table, into: hinting ?? sink)
    }
  }

  func write(_ files: [RunSummary.File]) throws {
    try writeCSV(.files) { sink in
      for file in files {
        for text in [file.file, file.sender, file.kind, file.sha256, file.state] { sink.text(text) }
        for number in [file.rows, file.applied, file.unchanged, file.deferred, file.rejected] {
          sink.number(number)
        }
        sink.text(file.reason)
        try sink.endRow()
      }
    }
  }

  func write(_ summary: RunSummary) throws {
    let output = try OutputFile(at: folder.appending(ReportFile.summary.name))
    try output.write(summary.json() + "\n")
    try output.publish(.refuse, syncingFolder: false)
  }

  func write(_ morning: Morning) throws {
    let output = try OutputFile(at: folder.appending(ReportFile.page.name))
    try output.write(MorningPage().html(morning))
    try output.publish(.refuse, syncingFolder: false)
  }

  private func writeCSV(_ file: ReportFile, _ body: (CSVSink) throws -> Void) throws {
    let output = try OutputFile(at: folder.appending(file.name))
    let sink = try CSVSink(run.settings, onNote: source.take) { try output.write($0) }
    for column in file.columns { sink.text(column.name) }
    try sink.endRow()
    try body(sink)
    try sink.flush()
    try output.publish(.refuse, syncingFolder: false)
  }
}

extension RunSummary {
  /// The summary as JSON with sorted keys, so that equal runs give equal texts except for
  /// durations.
  package func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
