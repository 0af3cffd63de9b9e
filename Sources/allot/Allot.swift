import ArgumentParser
import FileSystem
import Foundation
import Pipeline

/// The program: it parses, opens what is needed, runs one thing, and chooses the exit code.
@main
struct Allot: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allot",
    abstract: "Turns dropped CSV files into stock allocations and reports.",
    discussion: """
      Drop batches*.csv, orders*.csv and the like into ROOT/inbox; `allot run`, at night, imports \
      them and writes the reports; in the morning read ROOT/reports/latest.

      EXAMPLES
        allot run --root /srv/allot            the nightly job
        allot run --quiet                      the same for cron: silent unless a human is needed
        allot import --dry-run                 what would happen?
        allot rejects                          what must be mended?
        allot view show 10248                  where does order 10248 stand?
        allot doctor                           is everything sound?

      EXIT CODES
        0   done
        1   done, but this run needs a human: rows rejected, files failed, a file held twice
        64  wrong usage or configuration
        70  a fault of the program: the ledger does not balance, the view differs
        74  disk or database cannot be used; nothing half-done is left
        75  another run is active, or this one was stopped by a signal: run it again

      ENVIRONMENT
        ALLOT_ROOT, ALLOT_INBOX, ALLOT_ARCHIVE, ALLOT_REPORTS, ALLOT_NOW
        each stands for the option of its name; the option wins.
        ALLOT_ALLOW_NETWORK_DISK=1 stands for --allow-network-disk.
      """,
    version: "0.1.0",
    subcommands: [
      RunCommand.self, ImportCommand.self, ReportCommand.self, ViewCommand.self,
      RejectsCommand.self, HistoryCommand.self, BackupCommand.self, DoctorCommand.self,
    ]
  )

  static func main() {
    do {
      try StandardDescriptors.ensureOpen()
      StandardDescriptors.ignoreSIGPIPE()
      StandardDescriptors.ignoreSIGXFSZ()
      // The group may read, the database too: `allot history` and `allot view show` are for people
      // of the group, and read it themselves. Others may not, whatever umask the caller has.
      umask(0o027)
      var command = try parseAsRoot()
      try command.run()
    } catch let diagnosed as Diagnosed {
      Foundation.exit(diagnosed.status.rawValue)
    } catch {
      guard let status = ExitStatus(of: error) else { exit(withError: error) }
      if status != .needsHuman { Terminal.complain("\(error)") }
      if let advice = status.advice(on: error) { Terminal.complain(advice) }
      Foundation.exit(status.rawValue)
    }
  }
}
