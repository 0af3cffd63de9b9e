import ArgumentParser
import Configuration
import Pipeline
import SafeText
import ServiceLayer

/// Shows what happened to a file or to one row of it.
struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Show what happened to a file, or to the row on one of its lines.",
    discussion: """
      Lines are counted as in an editor or a spreadsheet: the header is usually line 1. The cells \
      of the row are read from the archived file, whose digest is compared first. If files with \
      this name came several times, all their imports are listed; a row is taken from the newest, \
      unless --run names another. If the file or row is not known, the exit code is 66.

      EXAMPLES
        allot trace orders-1998-03.csv
        allot trace orders-1998-03.csv:12
        allot trace orders.csv:12 --run 20261124T020000Z
      """
  )

  @Argument(
    help: ArgumentHelp(
      "The name under which the file was dropped, and optionally a colon and a line.",
      valueName: "file[:line]"
    )
  )
  var place: String

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp("The run in which the file came.", valueName: "run")
  )
  var runName: String?

  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Folders") var folders: FolderOptions

  func run() throws {
    let (file, line) = parts
    guard let line else {
      guard let answer = try ask({ try $0.file(file, run: runName) }) else {
        throw try unknown(file)
      }
      return output.json ? try JSONOutput.print(answer) : Terminal.print(answer.text)
    }
    guard let answer = try ask({ try $0.row(file, line: line, run: runName) }) else {
      let isKnown = try ask { try $0.file(file, run: runName) } != nil
      guard !isKnown else { throw NothingKnown("'\(shown(file))' has no line \(line)") }
      throw try unknown(file)
    }
    return output.json ? try JSONOutput.print(answer) : Terminal.print(answer.text)
  }

  private func ask<Answer>(_ question: (Tracing) throws -> Answer?) throws -> Answer? {
    let folders = try folders.folders()
    return try Stores.read(folders) { try question(Tracing(Answers($0), in: folders)) } ?? nil
  }

  /// The file's name, and the line after the last colon.
  private var parts: (file: String, line: Int?) {
    guard let colon = place.lastIndex(of: ":"),
      let line = Int(place[place.index(after: colon)...]), line > 0
    else { return (place, nil) }
    return (String(place[..<colon]), line)
  }

  private func unknown(_ file: String) throws -> NothingKnown {
    let run = runName.map { " in run '\(shown($0))'" } ?? ""
    let senders = try folders.configuration()?.configuration.senders.map(\.name) ?? []
    let known = try senders.map { "\($0)/\(file)" }.filter { name in
      try ask { try $0.file(name, run: runName) } != nil
    }
    let hint =
      known.isEmpty
      ? "`allot history` lists files by name"
      : "did you mean \(known.map { "'\(shown($0))'" }.joined(separator: " or "))?"
    return NothingKnown("no file '\(shown(file))' came\(run): \(hint)")
  }
}
