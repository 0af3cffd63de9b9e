import ArgumentParser
import ServiceLayer

/// A run that imports nothing.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the reports, and import nothing."
  )

  @OptionGroup(title: "Folders") var root: RootOptions
  @OptionGroup var options: RunOptions
  @OptionGroup var reporting: ReportOptions

  func run() throws {
    try Bootstrap(
      folders: root.folders(),
      options: options,
      importing: ImportOptions.parse([])
    ).execute(
      .report,
      settings: Run.Settings(keepReports: reporting.keep, rawCells: reporting.rawCells)
    )
  }
}
