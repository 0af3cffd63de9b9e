import Glibc

/// Measures allot against other programs and against itself, on generated files.
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
    // The folder comes first, since the tools are tried in it; paths are relative to the start
    // folder.
    let allot = try Tools.allot(settings)
    let other = try settings.other.map(Tools.program)
    let folder = try WorkFolder()
    defer {
      if settings.keeps {
        print("All files are kept in \(folder.path)")
      } else {
        do { try folder.removeAll() } catch { complain("bench: \(error)") }
      }
    }
    let tools = try Tools(allot: allot, against: other)
    print("\(tools.allot.path)\n")
    for scenario in settings.scenarios {
      print(try table(of: scenario, settings, tools, folder) + "\n")
      // Tables appear one by one, even if the output goes to a file.
      fflush(nil)
    }
    print(notes(settings, tools))
  }

  private static func table(
    of scenario: ScenarioName,
    _ settings: Settings,
    _ tools: Tools,
    _ parent: WorkFolder
  ) throws -> String {
    let folder = try WorkFolder(scenario.rawValue, in: parent)
    let play = Play(rounds: settings.rounds, marks: settings.isStatedSize) { round in
      complain("\(scenario.rawValue): round \(round) of \(settings.rounds)")
    }
    let table = try scenario.measure(settings.size, Stage(tools: tools, folder: folder), play)
    try parent.enter()
    if !settings.keeps { try folder.removeAll() }
    return table
  }

  private static func notes(_ settings: Settings, _ tools: Tools) -> String {
    var notes = [
      """
      Results are right. Medians of \(settings.rounds) round(s). Only the ratios count: seconds are \
      those of this machine, just now.
      """
    ]
    if !settings.isStatedSize {
      notes.append("The limits are stated for --full: here, what is over one is not marked.")
    }
    if tools.python == nil { notes.append("No script: python3 with its sqlite3 is missing.") }
    if tools.other == nil { notes.append("No other build of allot: --against PATH names one.") }
    if tools.duckDB == nil { notes.append("No DuckDB: neither its shell nor its Python module.") }
    return notes.joined(separator: "\n")
  }

  private static func complain(_ message: String) {
    let line = message + "\n"
    _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
  }
}
