import ArgumentParser
import Foundation
import Glibc
import Pipeline
import SafeText
import ServiceLayer

/// Past runs and their files.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "List past runs and the results of their files.",
    discussion: """
      EXAMPLES
        allot history --runs 5
        allot history --file 'orders-mon*.csv' --since 2026-11-01
      """
  )

  @Option(help: ArgumentHelp("Number of runs to show, newest first.", valueName: "count"))
  var runs = 20

  @Option(
    help: ArgumentHelp(
      "Show only files with this name, as `allot history` prints it; * and ? are wildcards.",
      valueName: "name"
    )
  )
  var file: String?

  @Option(
    help: ArgumentHelp("Show only runs from this day on, in UTC: 2026-11-23.", valueName: "day")
  )
  var since: String?

  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Folders") var root: RootOptions

  func validate() throws {
    guard runs > 0 else { throw ValidationError("--runs takes a number above 0") }
    _ = try earliest()
  }

  func run() throws {
    let past = try Stores.read(root.folders(), past)
    if output.json { return try JSONOutput.print(History(runs: past ?? [])) }
    guard let past, !past.isEmpty else {
      return Terminal.print(past == nil || !isFiltered ? "no run yet" : "no such run")
    }
    for run in past { Terminal.print(run.text) }
  }

  private var isFiltered: Bool { file != nil || since != nil }

  private func earliest() throws -> Int? {
    guard let since else { return nil }
    guard let seconds = UTCTime.seconds("\(since)T00:00:00Z") else {
      throw ValidationError("--since takes a day, such as 2026-11-23")
    }
    return seconds
  }

  /// The runs that were asked for, oldest first.
  private func past(in store: any Store) throws -> [History.Run] {
    let earliest = try earliest() ?? .min
    var found: [History.Run] = []
    for run in try store.runs.newest(isFiltered ? .max : runs) {
      guard found.count < runs else { break }
      guard run.started >= earliest else { continue }
      let files = try store.imports.imports(of: run).filter { isWanted($0.name.displayed) }
      if file == nil || !files.isEmpty { found.append(History.Run(run, files)) }
    }
    return found.reversed()
  }

  private func isWanted(_ name: String) -> Bool {
    guard let file else { return true }
    return name == file || fnmatch(file, name, 0) == 0
  }
}

/// Past runs, for machines and people.
private struct History: Encodable {
  struct File: Encodable {
    let file: String
    let kind: String
    let state: String
    let rows: Int
    let applied: Int
    let unchanged: Int
    let deferred: Int
    let rejected: Int
    let reason: String
  }

  struct Run: Encodable {
    let run: String
    let command: String
    let isFinished: Bool
    let files: [File]
  }

  let runs: [Run]
}

extension History.Run {
  init(_ run: ServiceLayer.Run, _ files: [FileImport]) {
    self.run = run.name
    command = run.command.rawValue
    isFinished = run.phase == .finished
    self.files = files.map {
      History.File(
        file: $0.name.displayed,
        kind: $0.kind?.rawValue ?? "",
        state: $0.state.reported,
        rows: $0.rows,
        applied: $0.counts.applied,
        unchanged: $0.counts.unchanged,
        deferred: $0.counts.deferred,
        rejected: $0.counts.rejected,
        reason: $0.reason
      )
    }
  }

  var text: String {
    let head = "\(run)  \(command)\(isFinished ? "" : "  (not finished)")"
    return ([head] + files.map(\.text)).joined(separator: "\n")
  }
}

extension History.File {
  var text: String {
    """
      \(file)  \(state)  \(counted(rows, "row")): \(applied) applied, \(unchanged) unchanged, \
    \(deferred) deferred, \(rejected) rejected
    """
  }
}
