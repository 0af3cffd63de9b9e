import ArgumentParser
import FileSystem
import SQLiteStore
import SystemPackage

/// A consistent copy of the database.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Write a consistent copy of the database, while anything runs.",
    discussion: """
      EXAMPLES
        allot backup /backup/allot-2026-11-23.sqlite

      To restore: with no run active, put the copy in the place of ROOT/allot.sqlite and remove \
      allot.sqlite-wal and allot.sqlite-shm.
      """
  )

  @Argument(help: "The file to write; it must not exist.", completion: .file())
  var file: String

  @OptionGroup(title: "Folders") var root: RootOptions

  func run() throws {
    guard let store = try root.storeForReading() else {
      throw Misconfiguration("no run yet: there is nothing to back up")
    }
    let target = try RootOptions.absolute(file)
    guard try !exists(target) else {
      throw Misconfiguration("'\(displayPath(target))' exists: name a new file")
    }
    guard let name = target.lastComponent else { throw Misconfiguration("name a file") }
    // Beside it first: under its own name the copy is whole or not there.
    let draft = target.removingLastComponent().appending(partName(for: name))
    try removeFile(draft)
    do {
      try store.backUp(to: draft.string)
      try syncFile(draft)
    } catch {
      for leftover in ["", "-journal"] { try? removeFile(FilePath(draft.string + leftover)) }
      throw error
    }
    guard try renameWithoutReplacing(from: draft, to: target) == .done else {
      throw Misconfiguration("'\(displayPath(target))' exists: name a new file")
    }
    try syncFolder(target.removingLastComponent())
    Terminal.print("backed up to \(displayPath(target))")
  }
}
