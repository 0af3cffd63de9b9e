import FileSystem
package import ServiceLayer
package import SystemPackage

/// Replaces the database with a copy.
///
/// A crash at any moment leaves the old database, the new one, or none, which the next run reports;
/// never a new one with the log of the old one.
package struct Restoring {
  private let folders: Folders

  /// The run lock must be held.
  package init(_ folders: Folders) { self.folders = folders }

  /// The path to which the copy is written first.
  package var draft: FilePath {
    get throws {
      guard let name = folders.database.lastComponent else {
        throw FileError("write", folders.database, .isDirectory)
      }
      return folders.root.appending(name.partName)
    }
  }

  /// Moves the draft into place; returns the path to which the old database and its log were moved.
  package func putInPlace() throws -> FilePath? {
    try draft.syncFile()
    let kept = try keepOld()
    guard try draft.renameWithoutReplacing(to: folders.database) == .done else {
      throw FileError("rename to", folders.database, .fileExists)
    }
    try folders.root.syncFolder()
    return kept
  }

  /// Moves the old database away, then the files that belong to it; without the database, nobody
  /// uses them.
  private func keepOld() throws -> FilePath? {
    let hasOld = try folders.database.exists()
    var number = 1
    var place: FilePath
    repeat {
      let suffix = number == 1 ? "" : ".\(number)"
      place = folders.root.appending("allot.before-restore\(suffix).sqlite")
      number += 1
    } while try (hasOld && place.exists())
      || folders.contentFiles(of: place).contains(where: { try $0.exists() })
    if hasOld { try move(folders.database, to: place) }
    for (old, kept) in zip(
      folders.contentFiles(of: folders.database),
      folders.contentFiles(of: place)
    ) where try old.exists() {
      try move(old, to: kept)
    }
    for file in folders.scratchFiles { try file.removeFile() }
    try folders.root.syncFolder()
    return hasOld ? place : nil
  }

  private func move(_ file: FilePath, to place: FilePath) throws {
    guard try file.renameWithoutReplacing(to: place) == .done else {
      throw FileError("rename to", place, .fileExists)
    }
    try folders.root.syncFolder()
  }

  /// Points `latest` at the newest report of a run that the database knows.
  package func swingLatest(_ store: any Store) throws {
    let latest = folders.reports.appending("latest")
    for run in try store.runs.published() {
      let report = folders.reports.appending(run.name)
      guard folders.asNoted(in: run.settings).reports == folders.reports,
        try report.look(followingLink: false)?.type == .directory
      else { continue }
      guard try latest.linkTarget() != FilePath(run.name) else { return }
      return try latest.swingLink(to: FilePath(run.name))
    }
  }
}
