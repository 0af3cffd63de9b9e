import ArgumentParser
import ServiceLayer

/// A run that imports nothing.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the reports without importing anything."
  )

  @OptionGroup(title: "Folders") var places: FolderOptions
  @OptionGroup var options: RunOptions
  @OptionGroup var reporting: ReportOptions

  func run() throws {
    let file = try places.configuration()
    var settings = Run.Settings()
    try reporting.apply(to: &settings, file?.configuration)
    try Bootstrap(
      folders: places.folders(),
      options: options,
      importing: ImportOptions.parse([]),
      configuration: file
    ).execute(.report, settings: settings)
  }
}
