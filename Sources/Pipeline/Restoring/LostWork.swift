import FileSystem
import SafeText
package import ServiceLayer
package import SystemPackage

/// Reports and archived files of runs that the database does not know.
///
/// The database is then older than they are, because a backup was restored or a disk lost confirmed
/// writes.
package struct LostWork: Equatable {
  /// The names of the unknown runs with reports.
  package private(set) var runs: [String] = []
  /// The archived files that no run imported, by day and name.
  package private(set) var files: [FilePath] = []
  private var paths: Set<[UInt8]> = []

  package var isEmpty: Bool { runs.isEmpty && files.isEmpty }

  /// How far back the archive is searched.
  package enum Reach {
    /// From the newest run's day on: enough to notice.
    case recent
    /// All of it; then a file counts only if its bytes were never imported.
    case all
  }

  package init(in folders: Folders, _ store: any Store, _ reach: Reach) throws {
    let setAside = try store.setAside()
    let published = try names(folders.reports).map(\.string).filter(RunName.isOne)
    let known = try store.runs.known(among: published)
    for name in published where !known.contains(name) {
      let path = Array("reports/\(name)".utf8)
      guard !setAside.contains(path) else { continue }
      runs.append(name)
      paths.insert(path)
    }
    // Before the day of the newest run, no unknown run has archived anything.
    let newestDay = try store.runs.newest(1).first.map { UTCTime.day($0.started) } ?? ""
    let archived = ArchivedFiles(folders: folders, runs: store.runs, imports: store.imports)
    let digests = try reach == .all ? archived.digests : []
    let days = try names(folders.archive) {
      reach == .all || !$0.lexicographicallyPrecedes(newestDay.utf8)
    }
    for day in days {
      guard let midnight = UTCTime.seconds("\(day.string)T00:00:00Z") else { continue }
      let folder = folders.archive.appending(day)
      guard try folder.look(followingLink: false)?.type == .directory else { continue }
      let known = try store.imports.destinations(
        ofRunsStarted: midnight..<(midnight + UTCTime.secondsOfADay)
      )
      for fileName in try folder.namesWithSenders {
        let path = Array("archive/".utf8) + day.bytes + [UInt8(ascii: "/")] + fileName.bytes
        guard fileName.ends(in: ".csv"), !fileName.withoutSender.isHidden,
          !known.contains(fileName), !setAside.contains(path)
        else { continue }
        let file = try folder.appending(fileName)
        guard try reach == .recent || !digests.contains(ArchivedFiles.digest(of: file)) else {
          continue
        }
        files.append(file)
        paths.insert(path)
      }
    }
  }

  /// Records that this was reported, so that no later run reports it again.
  package func setAside(in store: any Store) throws { try store.setAside(paths) }

  /// The sentence in the summary of a run.
  var text: String {
    let found = [
      runs.isEmpty ? nil : "the reports of \(runs.joined(separator: ", "))",
      files.isEmpty ? nil : "\(counted(files.count, "file")) in the archive",
    ].compactMap { $0 }.joined(separator: " and ")
    return """
      the database does not know \(found): a backup was restored, or the disk lost what it had \
      confirmed; `allot restore` lists which archived files to drop again
      """
  }
}

private func names(
  _ folder: FilePath,
  where isWanted: ([UInt8]) -> Bool = { _ in true }
) throws -> [FilePath.Component] {
  try folder.exists() ? folder.names(where: isWanted) : []
}
