import FileSystem
import ServiceLayer
package import SystemPackage

/// The paths of one installation: the root and its folders, unless they are elsewhere.
package struct Folders: Sendable {
  package let root: FilePath
  package var inbox: FilePath
  package var archive: FilePath
  package var reports: FilePath
  /// The files that the store keeps beside the database.
  private let storeFiles: StoreFiles

  package init(root: FilePath, storeFiles: StoreFiles = StoreFiles()) {
    self.root = root
    self.storeFiles = storeFiles
    inbox = root.appending("inbox")
    archive = root.appending("archive")
    reports = root.appending("reports")
  }

  /// The folder for claimed files; it is hidden, so that no run takes it for input.
  package var processing: FilePath { inbox.appending(".processing") }
  package var failed: FilePath { root.appending("failed") }
  package var rejects: FilePath { root.appending("rejects") }
  package var database: FilePath { root.appending("allot.sqlite") }
  package var lock: FilePath { root.appending("allot.lock") }

  /// Files that must never be opened under another name: closing any of their descriptors removes
  /// the locks on them.
  var guarded: GuardedFiles { GuardedFiles(usedFiles) }

  /// The files directly in the root that a run uses.
  var usedFiles: [FilePath] {
    [database, lock] + contentFiles(of: database) + scratchFiles
  }

  /// The files beside a database that hold a part of its content.
  func contentFiles(of database: FilePath) -> [FilePath] {
    storeFiles.content.map { FilePath(database.string + $0) }
  }

  /// The files beside the database that the store recreates.
  var scratchFiles: [FilePath] { storeFiles.scratch.map { FilePath(database.string + $0) } }

  /// Whether anything was ever written to the database.
  package func hasDatabase() throws -> Bool {
    try database.look(followingLink: true).map { $0.size > 0 } ?? false
  }

  /// Refuses a folder for claimed files that others could change; must be called before anything is
  /// changed.
  package func expectOwnProcessing() throws {
    if let fault = try processing.ownershipFault() { throw fault }
  }

  /// Creates what is missing.
  package func prepare() throws {
    try expectOwnProcessing()
    for folder in [root, inbox, archive, failed, rejects, reports] { try folder.makeFolder() }
    try processing.makeOwnFolder()
  }

  /// Removes the drafts that a run left when it died.
  func sweep(for run: Run) throws {
    for folder in [processing, archive, reports] { try folder.sweepParts() }
    for folder in [failed, rejects, archive.appending(UTCTime.day(run.started))]
    where try folder.exists() {
      for folder in try folder.withFoldersOfSenders { try folder.sweepParts() }
    }
  }

  /// Records which folders are not in the root.
  func noted(in settings: Run.Settings) -> Run.Settings {
    let usual = Folders(root: root)
    var settings = settings
    settings.inbox = inbox == usual.inbox ? nil : inbox.string
    settings.archive = archive == usual.archive ? nil : archive.string
    settings.reports = reports == usual.reports ? nil : reports.string
    return settings
  }

  /// The folders as a run recorded them when it began.
  func asNoted(in settings: Run.Settings) -> Folders {
    var folders = Folders(root: root, storeFiles: storeFiles)
    if let inbox = settings.inbox { folders.inbox = FilePath(inbox) }
    if let archive = settings.archive { folders.archive = FilePath(archive) }
    if let reports = settings.reports { folders.reports = FilePath(reports) }
    return folders
  }
}

extension FilePath {
  /// The path of a file in this folder.
  func appending(_ name: FileName) throws -> FilePath {
    guard let component = FilePath.Component(bytes: name.withoutSender.bytes) else {
      throw FileError("use the name", self, .invalidArgument)
    }
    return folder(of: name).appending(component)
  }

  /// The folders of senders in this folder, by name.
  private var foldersOfSenders: [FilePath] {
    get throws {
      // The name is checked first, because there may be thousands of files.
      try self.names(where: FileName.isSender).map(appending).filter {
        try $0.look(followingLink: false)?.type == .directory
      }
    }
  }

  /// This folder, and those of senders in it.
  var withFoldersOfSenders: [FilePath] { get throws { try [self] + foldersOfSenders } }

  /// The names in this folder, and those in the folders of senders in it.
  var namesWithSenders: [FileName] {
    get throws {
      let folders = try foldersOfSenders
      let senders = Set(folders.compactMap(\.lastComponent))
      let own = try self.names().filter { !senders.contains($0) }
      return try own.map { FileName(bytes: $0.bytes) }
        + folders.flatMap { folder in
          try folder.names().map {
            FileName(bytes: $0.bytes).from(folder.lastComponent?.string)
          }
        }
    }
  }

  /// The folder for files of that sender in this folder; this folder itself if there is no sender.
  func folder(of name: FileName) -> FilePath {
    name.sender.flatMap { FilePath.Component($0) }.map(appending) ?? self
  }

  /// The name of the file that the path leads to, without its sender.
  var fileName: FileName { FileName(bytes: lastComponent?.bytes ?? []) }
}
