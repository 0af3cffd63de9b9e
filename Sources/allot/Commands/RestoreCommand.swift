import ArgumentParser
import FileSystem
import Foundation
import Pipeline
import SafeText
import ServiceLayer
import SystemPackage

/// Restores a backup, and lists what it does not contain.
struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Replace the database with a backup, and list the files to drop again.",
    discussion: """
      The old database is kept beside the new one, as allot.before-restore.sqlite. Runs after the \
      backup are lost: the archived files that they imported are listed, day by day. Drop copies of \
      a day's files into the inbox, run allot, and go on with the next day.

      Without a file, the database stays as it is: use that if a backup was put back by hand. \
      Until this command has listed what is lost, each run says so and exits with 1.

      EXAMPLES
        allot restore /backup/allot-2026-11-23.sqlite
      """
  )

  @Argument(help: "A copy that `allot backup` made.", completion: .file())
  var file: String?

  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Folders") var places: FolderOptions

  func run() throws {
    let folders = try places.folders()
    if let owned = try OtherUsersRoot(folders) { throw owned }
    if let missing = try NoSuchRoot(folders.root) { throw missing }
    try folders.expectFoldersOfNoOtherRoot()
    let lock = try RunLock(at: folders.lock, since: "restore")
    defer { lock.release() }
    let kept = try file.flatMap { try putInPlace($0, folders) }
    if let lost = try LostDatabase(in: folders) { throw lost }
    guard try folders.hasDatabase() else {
      throw Misconfiguration("no run yet: there is nothing to look at; name a backup")
    }
    let store = try Stores.forWriting(at: folders.database)
    let lost = try LostWork(in: folders, store, .all)
    if !lost.runs.isEmpty { try Restoring(folders).swingLatest(store) }
    let answer = Restored(file: file, kept: kept, lost: lost)
    output.json ? try JSONOutput.print(answer) : Terminal.print(answer.text)
    // This is last: if it fails, the next run reports the loss again.
    try lost.setAside(in: store)
  }

  private func putInPlace(_ file: String, _ folders: Folders) throws -> FilePath? {
    let backup = try RootOptions.absolute(file)
    guard try backup.exists() else {
      throw Misconfiguration("'\(backup.displayed)' is not there: name a backup")
    }
    let restoring = Restoring(folders)
    let draft = try restoring.draft
    try draft.removeFile()
    do {
      try Stores.copy(ofBackup: backup, to: draft)
      return try restoring.putInPlace()
    } catch {
      for leftover in ["", "-journal"] { try? FilePath(draft.string + leftover).removeFile() }
      throw error
    }
  }
}

/// What was restored, and what must be done.
private struct Restored: Encodable {
  struct Day: Encodable {
    let day: String
    let files: [String]
  }

  let restoredFrom: String?
  let kept: String?
  let lostRuns: [String]
  let dropAgain: [Day]

  init(file: String?, kept: FilePath?, lost: LostWork) {
    restoredFrom = file.map { escaped($0.utf8, atMost: 4096) }
    self.kept = kept.map { $0.displayed }
    lostRuns = lost.runs
    let days = Dictionary(grouping: lost.files) { $0.removingLastComponent() }
    dropAgain = days.sorted { $0.key.string < $1.key.string }.map { folder, files in
      Day(day: folder.lastComponent?.string ?? "", files: files.map { $0.displayed })
    }
  }

  var text: String {
    var lines: [String] = []
    if let restoredFrom { lines.append("restored from \(restoredFrom)") }
    if let kept { lines.append("what was in its place is kept: \(kept)") }
    if !lostRuns.isEmpty { lines.append("runs that are lost: \(lostRuns.joined(separator: ", "))") }
    for day in dropAgain {
      lines.append("drop copies of these into the inbox, then run allot (\(day.day)):")
      lines += day.files.map { "  \($0)" }
    }
    if dropAgain.isEmpty { lines.append("no file must be dropped again") }
    return lines.joined(separator: "\n")
  }
}
