import Glibc

/// Measures allot against the bare load of the same rows, on files it makes itself.
@main
struct Bench {
  static func main() {
    do {
      let settings = try Settings(arguments: Array(CommandLine.arguments.dropFirst()))
      if settings.asksForHelp {
        print(Settings.usage)
      } else {
        try run(settings)
      }
    } catch let error as UsageError {
      complain("bench: \(error)\n\n\(Settings.usage)")
      exit(EX_USAGE)
    } catch {
      complain("bench: \(error)")
      exit(EXIT_FAILURE)
    }
  }

  private static func run(_ settings: Settings) throws {
    let tools = try Tools(settings)
    let folder = try WorkFolder()
    defer {
      if settings.keeps {
        print("All files are kept in \(folder.path)")
      } else {
        do { try folder.removeAll() } catch { complain("bench: \(error)") }
      }
    }
    var files = NightFiles(settings)
    try files.write()
    let script = try HandWritten(python: tools.python)
    let round = Round(tools: tools, script: script, folder: folder, lines: settings.lines)
    var rounds: [[Step: Child]] = []
    for number in 1...settings.rounds {
      complain("round \(number) of \(settings.rounds)")
      rounds.append(try round.play())
    }
    print(try summary(settings, tools, round) + "\n")
    print(Table(rounds: rounds).text + "\n")
    if script == nil { print("No Python row: python3 with its sqlite3 module is missing.") }
    print("Results are right. Only the ratios count: seconds are those of this machine, just now.")
  }

  private static func summary(
    _ settings: Settings,
    _ tools: Tools,
    _ round: Round
  ) throws -> String {
    let share = Double(try round.waiting()) * 100 / Double(settings.lines)
    return """
      \(settings.lines) order lines\(settings.shuffles ? ", shuffled" : ""), \(settings.skus) skus, \
      \(share.rounded(decimals: 1)) % of the lines wait; medians of \(settings.rounds) round(s)
      \(tools.allot)
      """
  }

  private static func complain(_ message: String) {
    let line = message + "\n"
    _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
  }
}
