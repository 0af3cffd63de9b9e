import ArgumentParser
import Pipeline
import SafeText
import ServiceLayer

/// Lists what a human has to look at.
struct RejectsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rejects",
    abstract: "List every open row with its age: rejected and not corrected yet, or deferred.",
    discussion: """
      Rejected rows are in ROOT/rejects, in files that can be corrected and dropped into the inbox; a
      file in rejects/SENDER goes into inbox/SENDER. A row is open until it comes back, until its
      order line or batch is accepted from another file, or for 60 nights (--forget-days of a run).
      Each run tries deferred rows again.

      After the rows come the files that could not be imported, for 60 nights or until a file with
      the same name or the same bytes comes again, and the files in the inbox whose names are not
      accepted.
      """
  )

  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Folders") var root: RootOptions

  func run() throws {
    let waiting = try Stores.read(root.folders(), Self.waiting)
    if output.json { return try JSONOutput.print(waiting ?? Waiting()) }
    guard let waiting else { return Terminal.print("no run yet: nothing waits") }
    for row in waiting.rows { Terminal.print(row.text) }
    for file in waiting.failed { Terminal.print("\(file.file): not imported: \(file.reason)") }
    for file in waiting.strays { Terminal.print("\(file.file): left in the inbox: \(file.reason)") }
    if waiting.isEmpty { Terminal.print("nothing waits") }
  }

  /// Everything to list; ages are counted to the newest run.
  private static func waiting(in store: any Store) throws -> Waiting {
    guard let newest = try store.runs.newest(1).first else { return Waiting() }
    let list = OpenRowList()
    let hinting = HintingSink(list, for: .open, Hints(store.reports))
    try store.reports.read(.open, for: newest, into: hinting)
    let since = newest.started - FileImport.nightsOfFailure * UTCTime.secondsOfADay
    let inInbox =
      newest.looksIntoInbox ? newest.leftAlone : try store.runs.leftAlone(before: newest)
    return Waiting(
      rows: list.rows,
      failed: try store.imports.failedFiles(since: since).map {
        Waiting.File(file: $0.name.displayed, reason: $0.reason)
      },
      strays: inInbox.filter(\.isStray).map { Waiting.File(file: $0.name, reason: $0.reason) }
    )
  }
}

private struct Waiting: Encodable {
  /// A file that was not imported, and why.
  struct File: Encodable {
    let file: String
    let reason: String
  }

  var rows: [OpenRow] = []
  var failed: [File] = []
  var strays: [File] = []

  var isEmpty: Bool { rows.isEmpty && failed.isEmpty && strays.isEmpty }
}

/// One fault of an open row; its texts were made safe to show before they were stored.
private struct OpenRow: Encodable {
  let file: String
  let line: Int
  let run: String
  let nights: Int
  let outcome: String
  let code: String
  let column: String
  let value: String
  let reason: String
  let rejectsFile: String

  var text: String {
    let age = nights == 0 ? "since the last night" : "for \(counted(nights, "night"))"
    let place = rejectsFile.isEmpty ? "" : ", in rejects/\(rejectsFile)"
    return "\(file):\(line): \(outcome) (\(code)): \(reason) [\(age)\(place)]"
  }
}

/// Collects the open rows.
private final class OpenRowList: ReportSink {
  private(set) var rows: [OpenRow] = []
  private var texts: [String] = []
  private var numbers: [Int] = []

  func text(_ utf8: Span<UInt8>) {
    texts.append(utf8.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })
  }
  func number(_ number: Int) { numbers.append(number) }
  func empty() { texts.append("") }

  func endRow() {
    defer {
      texts.removeAll()
      numbers.removeAll()
    }
    guard texts.count == 8, numbers.count == 2 else { return }
    rows.append(
      OpenRow(
        file: texts[0],
        line: numbers[0],
        run: texts[1],
        nights: numbers[1],
        outcome: texts[2],
        code: texts[3],
        column: texts[4],
        value: texts[5],
        reason: texts[6],
        rejectsFile: texts[7]
      )
    )
  }
}
