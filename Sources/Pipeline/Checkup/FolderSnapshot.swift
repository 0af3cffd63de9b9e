import FileSystem
import SafeText
import ServiceLayer
import SystemPackage

/// The entries of the folders that a run works in, at one moment.
struct FolderSnapshot {
  private let folders: Folders
  let claimed: [FilePath.Component]
  let reports: [FilePath.Component]
  private let inbox: InboxListing?
  private let parts: [FilePath]

  init(in folders: Folders, senders: [String]) throws {
    func names(_ folder: FilePath) throws -> [FilePath.Component] {
      try folder.exists() ? folder.names() : []
    }
    self.folders = folders
    claimed = try names(folders.processing).filter { !$0.isPart }
    reports = try names(folders.reports).filter { !$0.isPart }
    inbox =
      try folders.inbox.exists()
      ? InboxListing(folders.inbox, senders: senders, unless: folders.guarded) : nil
    parts = try [
      folders.root, folders.processing, folders.archive, folders.failed, folders.rejects,
      folders.reports,
    ].flatMap { folder in try names(folder).filter(\.isPart).map(folder.appending) }
  }

  /// Files that wait in the inbox, and drafts that a dead run left.
  func inboxFindings(_ holder: LockHolder) throws -> [Finding] {
    guard let inbox else { return [] }
    let most = 5
    let waiting = inbox.candidates.count
    var findings: [Finding] = [
      .ok(
        "inbox",
        waiting == 0
          ? "nothing waits"
          : waiting == 1
            ? "1 file waits for the next run" : "\(waiting) files wait for the next run"
      )
    ]
    findings += inbox.leftAlone.prefix(most).map { .note("inbox", "left alone: \($0.told)") }
    if inbox.leftAlone.count > most {
      findings.append(.note("inbox", "left alone: \(inbox.leftAlone.count - most) more"))
    }
    // While a run is active, these are its own.
    guard holder == .nobody else { return findings }
    return findings
      + (try parts.filter { try $0.exists() }).map { part in
        let isSwept = part.removingLastComponent() != folders.root
        return .note(
          "leftovers",
          "\(part.displayed) was left half-written; "
            + (isSwept ? "the next run removes it" : "it can be removed")
        )
      }
  }
}
