import ArgumentParser
import Foundation
import Pipeline
import SQLiteStore
import ServiceLayer
import SystemPackage

/// Whether everything is sound.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look over folders, disk, lock, database and reports; say what is wrong.",
    discussion: """
      Each line is a finding: `ok`, a `note` that asks for nothing, or a `fault` with what to do. \
      Nothing is changed, no lock is taken, and a run at work is not disturbed: use it at any \
      time, also where the root can only be read.

      It looks at the folders and their permissions, the file systems and the room on them, the \
      run lock, the version and the settings of SQLite, every page of the database, the ledger's \
      balance, the view against the write model, stock against lines, an interrupted run and its \
      files, the reports, and what lies in the inbox.

      EXAMPLES
        allot doctor
        allot doctor --quick --quiet           every morning: silent unless something is wrong
        allot doctor --read-archive            reads every archived file as well

      EXIT CODES
        0   all is sound
        1   a human is needed
        70  ledger, view or stock do not add up
        74  disk or database cannot be used
      """
  )

  @Flag(help: "Leave out what takes long: the comparison of every index with its table.")
  var quick = false

  @Flag(help: "Read every archived file, and compare it with what was imported.")
  var readArchive = false

  @Flag(help: "Print faults alone.")
  var quiet = false

  @Flag(help: "Print the findings as JSON.")
  var json = false

  @OptionGroup(title: "Folders") var root: RootOptions

  func validate() throws {
    guard !(quiet && json) else { throw ValidationError("--quiet and --json exclude each other") }
  }

  func run() throws {
    let folders = try root.folders()
    var options = Checkup.Options(leastFree: Preflight.leastFree)
    options.isQuick = quick
    options.readsArchive = readArchive
    let findings = Checkup(
      folders: folders,
      options: options,
      openStore: { besideWriters in
        try SQLiteCheckup(path: folders.database.string, besideWriters: besideWriters)
      },
      trouble: Self.trouble
    ).findings()
    let status = ExitStatus(of: findings)
    if json {
      Terminal.print(try Diagnosis(exit: status.rawValue, findings: findings).json())
    } else {
      for finding in findings where !quiet || finding.grade == .fault {
        Terminal.print(finding.line)
      }
    }
    guard status == .done else { throw Diagnosed(status: status) }
  }

  private static func trouble(_ error: any Error) -> Finding.Trouble {
    ExitStatus(of: error) == .programFault ? .program : .unusable
  }
}

/// What a checkup found was printed; the exit code is left to say.
struct Diagnosed: Error {
  let status: ExitStatus
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

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
