import FileSystem
import ServiceLayer
package import SystemPackage

/// The places of one installation: the root, and what lies in it unless moved elsewhere.
package struct Folders: Sendable {
  package let root: FilePath
  package var inbox: FilePath
  package var archive: FilePath
  package var reports: FilePath

  package init(root: FilePath) {
    self.root = root
    inbox = root.appending("inbox")
    archive = root.appending("archive")
    reports = root.appending("reports")
  }

  /// Where a run keeps the files it has claimed; hidden, so that no run takes it for input.
  package var processing: FilePath { inbox.appending(".processing") }
  package var failed: FilePath { root.appending("failed") }
  package var rejects: FilePath { root.appending("rejects") }
  package var database: FilePath { root.appending("allot.sqlite") }
  package var lock: FilePath { root.appending("allot.lock") }

  /// Whether anything was ever written to the database.
  package func hasDatabase() throws -> Bool {
    try look(at: database, followingLink: true).map { $0.size > 0 } ?? false
  }

  /// Makes what is missing.
  package func prepare() throws {
    for folder in [root, inbox, archive, failed, rejects, reports] { try makeFolder(folder) }
    try makeFolder(processing, permissions: [.ownerReadWriteExecute])
  }

  /// Removes the drafts that a run left which died while it wrote them.
  func sweep(for run: Run) throws {
    for folder in [processing, archive, failed, rejects, reports] { try sweepParts(in: folder) }
    let day = archive.appending(RunName.day(run.started))
    if try exists(day) { try sweepParts(in: day) }
  }

  /// Notes which folders lie elsewhere than in the root.
  func noted(in settings: Run.Settings) -> Run.Settings {
    let usual = Folders(root: root)
    var settings = settings
    settings.inbox = inbox == usual.inbox ? nil : inbox.string
    settings.archive = archive == usual.archive ? nil : archive.string
    settings.reports = reports == usual.reports ? nil : reports.string
    return settings
  }

  /// The folders as a run noted them when it began.
  func asNoted(in settings: Run.Settings) -> Folders {
    var folders = Folders(root: root)
    if let inbox = settings.inbox { folders.inbox = FilePath(inbox) }
    if let archive = settings.archive { folders.archive = FilePath(archive) }
    if let reports = settings.reports { folders.reports = FilePath(reports) }
    return folders
  }
}

extension FilePath {
  /// The path of a file in this folder.
  func appending(_ name: FileName) throws -> FilePath {
    guard let component = FilePath.Component(bytes: name.bytes) else {
      throw FileError("use the name", self, .invalidArgument)
    }
    return appending(component)
  }

  /// The name of the file that the path leads to.
  var fileName: FileName { FileName(bytes: lastComponent?.bytes ?? []) }
}
