import ArgumentParser
import FileSystem
import ServiceLayer
import SystemPackage

/// A run that writes no reports.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Import the inbox, or copies of the named files, and write no reports.",
    discussion: """
      EXAMPLES
        allot import
        allot import --dry-run
        allot import ~/orders-monday.csv
      """
  )

  @Argument(
    help: "Files to import in place of the inbox; they stay where they are.",
    completion: .file(extensions: ["csv"])
  )
  var files: [String] = []

  @Flag(help: "Go through the real handlers, print the counts, and change nothing.")
  var dryRun = false

  @OptionGroup(title: "Folders") var root: RootOptions
  @OptionGroup var options: RunOptions
  @OptionGroup var importing: ImportOptions

  func run() throws {
    let bootstrap = Bootstrap(
      folders: try root.folders(),
      options: options,
      importing: importing
    )
    let settings = Run.Settings(
      files: try named(),
      again: importing.again,
      deferDays: importing.deferDays
    )
    if dryRun {
      try bootstrap.rehearse(settings: settings)
    } else {
      try bootstrap.execute(.import, settings: settings)
    }
  }

  private func named() throws -> [String]? {
    guard !files.isEmpty else { return nil }
    let paths = try files.map(RootOptions.absolute)
    var seen: Set<[UInt8]> = []
    for path in paths {
      do {
        try InputFile(path).close()
      } catch let refused as RefusedFile {
        throw Misconfiguration("\(refused)")
      }
      guard path.extension?.lowercased() == "csv" else {
        throw Misconfiguration("'\(displayPath(path))' does not end in .csv")
      }
      guard let name = path.lastComponent, seen.insert(name.bytes).inserted else {
        throw Misconfiguration(
          "two files are named '\(displayPath(path))': import them one after the other"
        )
      }
    }
    return paths.map(\.string)
  }
}
