import ArgumentParser
import Configuration
import FileSystem
import Pipeline
import SafeText
import ServiceLayer
import SystemPackage

/// Checks files before they are dropped.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "List the faults of files before they are dropped; change nothing.",
    discussion: """
      Without a file, it checks the configuration and the files in the inbox, names what is there \
      and would not be imported, and lists the files of the last 30 nights that matched each rule \
      and expectation. A file in a sender's folder, or with --sender, is read by that sender's \
      rules. The command reads only these files and takes no lock. Use `allot import --dry-run` to \
      find faults that depend on other files, such as a sku that is not known yet.

      EXAMPLES
        allot check ~/orders-monday.csv
        allot check --sender acme ~/bestellungen.csv

      EXIT CODES
        0   no fault was found
        1   a file would fail, or rows of it would be rejected
      """
  )

  @Argument(help: "Files to check instead of the inbox.", completion: .file(extensions: ["csv"]))
  var files: [String] = []

  @OptionGroup var sender: SenderOption

  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Folders") var places: InboxOptions

  func run() throws {
    let configuration = try places.configuration()?.configuration
    let senders = configuration?.senders.map(\.name) ?? []
    let checks = try paths(senders).map {
      try FileCheck(of: $0, from: sender(of: $0, configuration), configuration)
    }
    let (rules, expectations) = try uses(of: configuration)
    let strays =
      try files.isEmpty ? FileCheck.strays(in: places.folders(), senders: senders) : []
    let status: ExitStatus = checks.allSatisfy(\.isSound) ? .done : .needsHuman
    if output.json {
      try JSONOutput.print(
        Checked(
          exit: status.rawValue,
          files: checks,
          rules: rules,
          expectations: expectations,
          strays: strays.map(Stray.init)
        )
      )
    } else {
      for use in rules.map(\.text) + expectations.map(\.text) { Terminal.print(use) }
      for check in checks { Terminal.print(check.text) }
      if checks.isEmpty, strays.isEmpty { Terminal.print("there is no file in the inbox") }
      for stray in strays { Terminal.print("\(stray.name): would not be taken: \(stray.reason)") }
    }
    guard status == .done else { throw ExitRequest(status: status) }
  }

  /// The given sender, or otherwise the sender in whose folder the file is.
  private func sender(of path: FilePath, _ configuration: Configuration?) throws -> String? {
    if let given = try sender.known(to: configuration) { return given }
    let folder = path.lexicallyNormalized().removingLastComponent()
    let inbox = try places.folders().inbox.lexicallyNormalized()
    guard folder.removingLastComponent() == inbox else { return nil }
    return configuration?.senders.first { $0.name == folder.lastComponent?.string }?.name
  }

  /// The files that matched each rule and each expectation; empty if single files are checked.
  private func uses(of configuration: Configuration?) throws -> ([RuleUse], [ExpectationUse]) {
    guard files.isEmpty, let configuration else { return ([], []) }
    let names = try Stores.read(places.folders()) { try RuleUse.names(in: $0) } ?? []
    return (RuleUse.all(of: configuration, names), ExpectationUse.all(of: configuration, names))
  }

  private func paths(_ senders: [String]) throws -> [FilePath] {
    guard files.isEmpty else {
      let paths = try files.map(RootOptions.absolute)
      for path in paths where try !path.exists() {
        throw Misconfiguration("'\(path.displayed)' is not there")
      }
      return paths
    }
    let folders = try places.folders()
    if let missing = try NoSuchRoot(folders.root) { throw missing }
    return try FileCheck.candidates(in: folders, senders: senders)
  }
}

private struct Checked: Encodable {
  let exit: Int32
  let files: [FileCheck]
  /// The rules of the configuration, each with the files that it matched.
  let rules: [RuleUse]
  /// The expectations of the configuration, each with the files that it matched.
  let expectations: [ExpectationUse]
  /// The entries of the inbox that would not be taken.
  let strays: [Stray]
}

private struct Stray: Encodable {
  let file: String
  let reason: String

  init(_ stray: LeftAlone) {
    file = stray.name
    reason = stray.reason
  }
}

extension FileCheck {
  fileprivate var text: String {
    guard reason.isEmpty else {
      return "\(file)\(rule.isEmpty ? "" : ", read \(rule)"): it would fail: \(reason)"
    }
    let verdict = faultyRows == 0 ? "no fault" : "\(faultyRows) would be rejected"
    let way = rule.isEmpty ? "" : " \(rule)"
    var lines = ["\(file): \(kind)\(way), \(counted(rows, "row")), \(verdict)"]
    lines += warnings.map { "  note: \($0)" }
    lines += faults.map { "  \($0.text)" }
    if Set(faults.map(\.line)).count < faultyRows { lines.append("  and more") }
    return lines.joined(separator: "\n")
  }
}
