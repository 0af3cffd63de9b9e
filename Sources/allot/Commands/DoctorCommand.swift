import ArgumentParser
import Configuration
import FileSystem
import Foundation
import Pipeline
import ServiceLayer
import SystemPackage

/// Checks everything.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check folders, disk, lock, database and reports; say what is wrong.",
    discussion: """
      Each line is a finding: `ok`, a `note` for which nothing has to be done, or a `fault` with \
      what to do. It changes nothing, takes no lock and does not disturb a run: use it at any \
      time, even if you may only read the root.

      It checks the folders and their permissions, the file systems and their free space, the run \
      lock, the configuration, the version and the settings of SQLite, every page of the database, \
      the balance of the ledger, the view against the write model, stock against order lines, an \
      interrupted run and its files, the reports, and the files in the inbox.

      EXAMPLES
        allot doctor
        allot doctor --quick --quiet           every morning: silent unless something is wrong
        allot doctor --read-archive            also read every archived file

      EXIT CODES
        0   no fault was found
        1   a human is needed
        70  ledger, view or stock do not add up
        74  disk or database cannot be used
      """
  )

  @Flag(help: "Skip the slow check that compares every index with its table.")
  var quick = false

  @Flag(help: "Also read every archived file, and compare it with what was imported.")
  var readArchive = false

  @Flag(help: "Print only faults.")
  var quiet = false

  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Folders") var places: FolderOptions

  func validate() throws {
    guard !(quiet && output.json) else {
      throw ValidationError("--quiet and --json exclude each other")
    }
  }

  func run() throws {
    let folders = try places.folders()
    if let missing = try NoSuchRoot(folders.root) { throw missing }
    var options = Checkup.Options(leastFree: Preflight.leastFree)
    options.isQuick = quick
    options.readsArchive = readArchive
    options.senders = (try? places.configuration())?.configuration.senders.map(\.name) ?? []
    let findings =
      Checkup(
        folders: folders,
        options: options,
        openStore: { besideWriters in
          try Stores.checkup(folders, besideWriters: besideWriters)
        },
        trouble: Self.trouble
      ).findings() + configured()
    let status = ExitStatus(of: findings)
    if output.json {
      try JSONOutput.print(Diagnosis(exit: status.rawValue, findings: findings))
    } else {
      for finding in findings where !quiet || finding.grade == .fault {
        Terminal.print(finding.line)
      }
    }
    guard status == .done else { throw ExitRequest(status: status) }
  }

  private func configured() -> [Finding] {
    do {
      guard let file = try places.configuration() else { return [] }
      let unused = try Stores.read(places.folders()) { store in
        guard try !store.runs.newest(1).isEmpty else { return [String]() }
        let names = try RuleUse.names(in: store)
        return RuleUse.all(of: file.configuration, names).filter(\.files.isEmpty).map(\.text)
          + ExpectationUse.all(of: file.configuration, names)
          .filter { $0.files.isEmpty || !$0.overlaps.isEmpty }.map(\.text)
      }
      return [.ok("configuration", file.path.displayed)]
        + (unused ?? []).map { .note("configuration", $0) }
    } catch {
      return [.fault("configuration", "\(error)", do: "until then every run ends with 64")]
    }
  }

  private static func trouble(_ error: any Error) -> Finding.Trouble {
    ExitStatus(of: error) == .programFault ? .program : .unusable
  }
}

extension ExitStatus {
  /// The code for the worst of the findings.
  fileprivate init(of findings: [Finding]) {
    let troubles = Set(findings.compactMap(\.trouble))
    self =
      troubles.contains(.unusable)
      ? .unusable
      : troubles.contains(.program) ? .programFault : troubles.isEmpty ? .done : .needsHuman
  }
}

extension Finding {
  fileprivate var line: String {
    let grade = grade.rawValue.padding(toLength: 5, withPad: " ", startingAt: 0)
    return "\(grade)  \(about): \(text)" + (remedy.isEmpty ? "" : "; \(remedy)")
  }
}

/// The findings for machines.
private struct Diagnosis: Encodable {
  let exit: Int32
  let findings: [Finding]
}
