import ArgumentParser
import FileSystem
import SystemPackage

/// A consistent copy of the database.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Write a consistent copy of the database, even during a run.",
    discussion: """
      EXAMPLES
        allot backup /backup/allot-2026-11-23.sqlite

      `allot restore` puts it back.
      """
  )

  @Argument(help: "The file to write; it must not exist.", completion: .file())
  var file: String

  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Folders") var root: RootOptions

  func run() throws {
    let folders = try root.folders()
    let target = try RootOptions.absolute(file)
    guard try !target.exists() else {
      throw Misconfiguration("'\(target.displayed)' exists: name a new file")
    }
    guard let name = target.lastComponent else { throw Misconfiguration("name a file") }
    // Written under a draft name first: the file with the final name is always complete.
    let draft = target.removingLastComponent().appending(name.partName)
    do {
      guard try Stores.copy(folders, to: draft) else {
        throw Misconfiguration("no run yet: there is nothing to back up")
      }
      try draft.syncFile()
    } catch {
      for leftover in ["", "-journal"] { try? FilePath(draft.string + leftover).removeFile() }
      throw error
    }
    guard try draft.renameWithoutReplacing(to: target) == .done else {
      throw Misconfiguration("'\(target.displayed)' exists: name a new file")
    }
    try target.removingLastComponent().syncFolder()
    if output.json { return try JSONOutput.print(BackUp(file: target.displayed)) }
    Terminal.print("backed up to \(target.displayed)")
  }
}

private struct BackUp: Encodable {
  let file: String
}
