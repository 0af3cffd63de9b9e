import ArgumentParser
import FileSystem
import Foundation
import Pipeline

/// The program: parses the arguments, runs one command and chooses the exit code.
@main
struct Allot: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allot",
    abstract: "Turns dropped CSV files into stock allocations and reports.",
    discussion: """
      Drop files such as batches*.csv and orders*.csv into ROOT/inbox. At night, `allot run` \
      imports them and writes the reports. In the morning, read ROOT/reports/latest.

      EXAMPLES
        allot run --root /srv/allot            the nightly job
        allot run --quiet                      the same for cron: silent unless a human is needed
        allot import --dry-run                 what would happen?
        allot check orders.csv                 does this file have faults?
        allot status                           how did the night go, and what waits?
        allot rejects                          which rows have to be corrected?
        allot why 10248                        what is the state of order 10248, and why?
        allot trace orders.csv:12              what happened to that row?
        allot doctor                           is everything in order?

      EXIT CODES
        0   done
        1   done, but this run needs a human: rows rejected, files failed, a file held twice,
            an expectation not met and the like; the page Commands lists all
        64  wrong usage or configuration; no such root; another user's root
        66  the order, file or row that was asked for is not known
        70  a fault of the program: the ledger does not balance, the view differs
        74  disk or database cannot be used; nothing half-done is left
        75  another run is active, or this one was stopped by a signal: run it again

      SETTINGS
        ALLOT_ROOT, ALLOT_INBOX, ALLOT_ARCHIVE, ALLOT_REPORTS, ALLOT_CONFIG, ALLOT_METRICS, ALLOT_KEEP, \
      ALLOT_DELIMITER, ALLOT_DEFER_DAYS, ALLOT_FORGET_DAYS and ALLOT_SETTLE set the options \
      with these names; ALLOT_BOM=1, ALLOT_RAW_CELLS=1 and ALLOT_ALLOW_NETWORK_DISK=1 set those flags. An \
      option wins over the environment. The environment wins over /etc/allot.conf, or the file that \
      ALLOT_CONF names (empty: none). That file wins over ROOT/allot.toml. ALLOT_NOW sets --now; \
      it is read from the environment only, not from a file.
      """,
    version: ProgramVersion.current,
    subcommands: [
      RunCommand.self, ImportCommand.self, ReportCommand.self, StatusCommand.self,
      WhyCommand.self, TraceCommand.self, ViewCommand.self,
      RejectsCommand.self, HistoryCommand.self, CheckCommand.self, BackupCommand.self,
      RestoreCommand.self, DoctorCommand.self,
    ]
  )

  static func main() {
    do {
      try StandardDescriptors.ensureOpen()
      StandardDescriptors.ignoreSIGPIPE()
      StandardDescriptors.ignoreSIGXFSZ()
      // The group of a folder may read new files in it, including the database, because people run
      // `allot history` and `allot view show` themselves. Others may not, whatever umask the caller
      // has.
      umask(0o027)
      var command = try parseAsRoot()
      _ = try Settings.file.get()
      try command.run()
    } catch let request as ExitRequest {
      Foundation.exit(request.status.rawValue)
    } catch {
      end(with: error)
    }
  }

  /// Reports an error, also as JSON if that was asked for, and exits with its code.
  private static func end(with error: any Error) -> Never {
    guard let status = ExitStatus(of: error) else {
      let code = exitCode(for: error).rawValue
      if code != 0, OutputOptions.wantsJSON {
        try? JSONOutput.print(ErrorDocument(message(for: error), exit: code))
      }
      exit(withError: error)
    }
    let advice = status.advice(on: error)
    if OutputOptions.wantsJSON {
      try? JSONOutput.print(ErrorDocument("\(error)", advice: advice, exit: status.rawValue))
    }
    Terminal.complain("\(error)")
    if let advice { Terminal.complain(advice) }
    Foundation.exit(status.rawValue)
  }
}
