import ArgumentParser
import FileSystem
import Pipeline
import ServiceLayer

/// Rebuilds the view.
struct ViewRebuild: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: "Rebuild the view from the write model, in one transaction."
  )

  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Folders") var root: RootOptions

  func run() throws {
    let folders = try root.folders()
    if let owned = try OtherUsersRoot(folders) { throw owned }
    if let missing = try NoSuchRoot(folders.root) { throw missing }
    let isThere = try isThere(folders)
    if isThere {
      let lock = try RunLock(at: folders.lock, since: "view rebuild")
      defer { lock.release() }
      try Stores.forWriting(at: folders.database).rebuildView()
    }
    if output.json { return try JSONOutput.print(Rebuilt(isRebuilt: isThere)) }
    Terminal.print(isThere ? "view rebuilt" : "no run yet: nothing to do")
  }

  private func isThere(_ folders: Folders) throws -> Bool {
    if let lost = try LostDatabase(in: folders) { throw lost }
    return try folders.hasDatabase()
  }
}

private struct Rebuilt: Encodable {
  let isRebuilt: Bool
}
