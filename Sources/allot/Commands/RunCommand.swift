import ArgumentParser
import ServiceLayer

/// The nightly job.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Import the inbox, then write the reports: the nightly job.",
    discussion: """
      A run that was interrupted is finished first, under its own name.

      EXAMPLES
        allot run
        allot run --root /srv/allot --quiet
        allot run --settle 0 --now 2026-11-23T02:00:00Z
      """
  )

  @OptionGroup(title: "Folders") var places: FolderOptions
  @OptionGroup var options: RunOptions
  @OptionGroup var importing: ImportOptions
  @OptionGroup var reporting: ReportOptions

  func run() throws {
    let file = try places.configuration()
    var settings = try importing.settings(file?.configuration)
    try reporting.apply(to: &settings, file?.configuration)
    try Bootstrap(
      folders: places.folders(),
      options: options,
      importing: importing,
      configuration: file
    ).execute(.run, settings: settings)
  }
}
