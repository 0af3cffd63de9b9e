import ArgumentParser
import SQLiteStore
import SafeText
import ServiceLayer

/// What waits for a human.
struct RejectsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rejects",
    abstract: "List what waits: the last run's rejected rows, and every row still deferred.",
    discussion: """
      Rejected rows lie in ROOT/rejects as files that can be mended and dropped into the inbox.
      Deferred rows are tried again by themselves in each run.
      """
  )

  @OptionGroup(title: "Folders") var root: RootOptions

  func run() throws {
    // A run that only writes reports rejects nothing; what is still to be mended came before.
    guard let store = try root.storeForReading(),
      let last = try store.ledger.lastImportingRun()
    else { return Terminal.print("no run yet: nothing waits") }
    var rows = 0
    try store.reports.read(.unsettled, for: last) { cells in
      rows += 1
      let texts = cells.map(\.text)
      Terminal.print("\(texts[0]):\(texts[1]): \(texts[2]) (\(texts[3])): \(texts[6])")
    }
    if rows == 0 { Terminal.print("nothing waits") }
  }
}

extension ReportCell {
  fileprivate var text: String {
    switch self {
    case .text(let bytes): escaped(bytes, atMost: 500)
    case .number(let number): String(number)
    case .empty: ""
    }
  }
}
