import FileSystem
import ServiceLayer
import SystemPackage

/// What lies in the folders that a run works in, at one moment.
struct Lying {
  private let folders: Folders
  let claimed: [FilePath.Component]
  let reports: [FilePath.Component]
  private let inbox: InboxListing?
  private let parts: [FilePath]

  init(in folders: Folders) throws {
    func names(_ folder: FilePath) throws -> [FilePath.Component] {
      try exists(folder) ? FileSystem.names(in: folder) : []
    }
    self.folders = folders
    claimed = try names(folders.processing).filter { !isPart($0) }
    reports = try names(folders.reports).filter { !isPart($0) }
    inbox = try exists(folders.inbox) ? InboxListing(folders.inbox) : nil
    parts = try [
      folders.root, folders.processing, folders.archive, folders.failed, folders.rejects,
      folders.reports,
    ].flatMap { folder in try names(folder).filter(isPart).map(folder.appending) }
  }

  /// What waits in the inbox, and what a dead run left half-written.
  func inboxFindings(_ holder: LockHolder) throws -> [Finding] {
    guard let inbox else { return [] }
    let most = 5
    let waiting = inbox.candidates.count
    var findings: [Finding] = [
      .ok("inbox", waiting == 0 ? "nothing waits" : "\(waiting) files wait for the next run")
    ]
    findings += inbox.leftAlone.prefix(most).map { .note("inbox", "left alone: \($0)") }
    if inbox.leftAlone.count > most {
      findings.append(.note("inbox", "left alone: \(inbox.leftAlone.count - most) more"))
    }
    // While a run is at work these are its own.
    guard holder == .nobody else { return findings }
    return findings
      + (try parts.filter(exists)).map { part in
        let isSwept = part.removingLastComponent() != folders.root
        return .note(
          "leftovers",
          "\(displayPath(part)) was left half-written; "
            + (isSwept ? "the next run removes it" : "it can be removed")
        )
      }
  }
}
