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

  @OptionGroup(title: "Folders") var root: RootOptions
  @OptionGroup var options: RunOptions
  @OptionGroup var importing: ImportOptions
  @OptionGroup var reporting: ReportOptions

  func run() throws {
    try Bootstrap(folders: root.folders(), options: options, importing: importing).execute(
      .run,
      settings: Run.Settings(
        again: importing.again,
        deferDays: importing.deferDays,
        keepReports: reporting.keep,
        rawCells: reporting.rawCells
      )
    )
  }
}
