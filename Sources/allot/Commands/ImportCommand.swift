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
    help: "Files to import instead of the inbox; they stay where they are.",
    completion: .file(extensions: ["csv"])
  )
  var files: [String] = []

  @OptionGroup var sender: SenderOption

  @Flag(help: "Run the real handlers, list each row that fails, and change nothing.")
  var dryRun = false

  @OptionGroup(title: "Folders") var places: FolderOptions
  @OptionGroup var options: RunOptions
  @OptionGroup var importing: ImportOptions

  func run() throws {
    let file = try places.configuration()
    let bootstrap = Bootstrap(
      folders: try places.folders(),
      options: options,
      importing: importing,
      configuration: file
    )
    var settings = try importing.settings(file?.configuration)
    settings.files = try named()
    settings.sender = try sender.known(to: file?.configuration)
    if dryRun {
      try bootstrap.rehearse(settings: settings)
    } else {
      try bootstrap.execute(.import, settings: settings)
    }
  }

  func validate() throws {
    guard sender.sender == nil || !files.isEmpty else {
      throw ValidationError("--sender is only for named files: name some")
    }
  }

  private func named() throws -> [String]? {
    guard !files.isEmpty else { return nil }
    let paths = try files.map(RootOptions.absolute)
    var seen: Set<[UInt8]> = []
    for path in paths {
      do {
        try InputFile(path).close()
      } catch let refused as UnreadableFile {
        guard refused.reason != .gone else {
          throw Misconfiguration("no such file: '\(path.displayed)'")
        }
        throw Misconfiguration("\(refused)")
      }
      guard path.extension?.lowercased() == "csv" else {
        throw Misconfiguration("'\(path.displayed)' does not end in .csv")
      }
      guard let name = path.lastComponent, seen.insert(name.bytes).inserted else {
        throw Misconfiguration(
          "two files are named '\(path.displayed)': import them one after the other"
        )
      }
    }
    return paths.map(\.string)
  }
}
