import ArgumentParser
import SQLiteStore
import ServiceLayer

/// Past runs and their files.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "List past runs and what became of their files."
  )

  @Option(help: ArgumentHelp("Show so many runs, the newest.", valueName: "count"))
  var runs = 20

  @OptionGroup(title: "Folders") var root: RootOptions

  func validate() throws {
    guard runs > 0 else { throw ValidationError("--runs takes a number above 0") }
  }

  func run() throws {
    guard let store = try root.storeForReading() else { return Terminal.print("no run yet") }
    let past = try store.ledger.runs(limit: runs)
    if past.isEmpty { Terminal.print("no run yet") }
    for run in past.reversed() {
      Terminal.print(
        "\(run.name)  \(run.command.rawValue)\(run.phase == .finished ? "" : "  (not finished)")"
      )
      for file in try store.ledger.imports(of: run) {
        let counts = file.counts
        Terminal.print(
          """
            \(file.name.displayed)  \(file.state.rawValue)  \(file.rows) rows: \
          \(counts.applied) applied, \(counts.unchanged) unchanged, \(counts.deferred) deferred, \
          \(counts.rejected) rejected
          """
        )
      }
    }
  }
}
