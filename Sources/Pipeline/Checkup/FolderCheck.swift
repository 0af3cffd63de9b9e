import FileSystem
import Glibc
import ServiceLayer
import SystemPackage

/// Checks whether the folders and the files in the root exist as a run needs them, and can be used.
struct FolderCheck {
  let folders: Folders

  func findings() throws -> [Finding] {
    let findings =
      try places.flatMap(checkFolder) + days.flatMap(checkDay) + checkResults()
      + folders.usedFiles.flatMap(checkFile)
      + Self.refusals(
        places.filter(isFolder).map { ($0, [.read, .write, .search]) }
          + folders.usedFiles.map { ($0, [.read, .write]) }
      )
    return findings.isEmpty
      ? [.ok("folders", "in \(folders.root.displayed), writable")] : findings
  }

  /// The missing folders: a loss if a run has ended, because runs create them.
  func missing(since runs: [Run]) throws -> [Finding] {
    try places.filter { try !$0.exists() }.map { folder in
      let name = folder.displayed
      guard runs.contains(where: { $0.phase == .finished }) else {
        return .note("folders", "\(name) is not there: a run makes it")
      }
      return .fault(
        "folders",
        "\(name) is gone",
        do: "is its disk mounted? the next run creates it again"
      )
    }
  }

  private var places: [FilePath] {
    [
      folders.root, folders.inbox, folders.processing, folders.archive, folders.failed,
      folders.rejects, folders.reports,
    ]
  }

  private func checkFolder(_ folder: FilePath) throws -> [Finding] {
    if folder == folders.processing, let fault = try folder.ownershipFault() {
      return [.fault("folders", fault.fact, .unusable, do: fault.remedy)]
    }
    let name = folder.displayed
    guard let stat = try folder.look(followingLink: true) else { return [] }
    guard stat.type == .directory else {
      return [
        .fault(
          "folders",
          "\(name) is not a folder",
          .unusable,
          do: "move it away: the next run makes the folder"
        )
      ]
    }
    var findings: [Finding] = []
    if stat.permissions.contains(.otherWrite), !stat.permissions.contains(.saveText) {
      findings.append(
        .fault(
          "folders",
          "any user may remove or replace what is in \(name)",
          do: "`chmod o-w` it, or `chmod +t` it so that users can remove only their own files"
        )
      )
    }
    return findings
  }

  /// Checks the folder with the notes for the people who drop files.
  private func checkResults() throws -> [Finding] {
    let folder = FileName.results.results(in: folders.inbox)
    guard let stat = try folder.look(followingLink: false),
      try !FileName.results.isResults(in: folders.inbox)
        || !stat.permissions.isDisjoint(with: [.groupWrite, .otherWrite])
    else { return [] }
    return [
      .fault(
        "folders",
        "\(folder.displayed) is not the run's own folder, or others may write to it: no notes "
          + "about dropped files are written there",
        do: "move it away: the next run makes it"
      )
    ]
  }

  private func checkFile(_ file: FilePath) throws -> [Finding] {
    guard let stat = try file.look(followingLink: true) else { return [] }
    let name = file.displayed
    guard stat.type == .regular else {
      return [.fault("folders", "\(name) is not a file", .unusable, do: "move it away")]
    }
    var findings: [Finding] = []
    if file == folders.database, stat.linkCount > 1 {
      findings.append(
        .fault(
          "folders",
          "\(name) has \(stat.linkCount) names: a program that opens it by another one does not see "
            + "its log",
          do: "remove the other names (`find -samefile`); copies are made by `allot backup`"
        )
      )
    }
    return findings
  }

  /// The entries of the archive that are named after a day.
  private var days: [FilePath] {
    get throws {
      guard try isFolder(folders.archive), folders.archive.refusal(of: .read) == nil else {
        return []
      }
      return try folders.archive.names()
        .filter { UTCTime.seconds("\($0.string)T00:00:00Z") != nil }
        .map(folders.archive.appending)
    }
  }

  private func checkDay(_ day: FilePath) throws -> [Finding] {
    guard try day.look(followingLink: false)?.type != .directory else { return [] }
    return [
      .fault(
        "folders",
        "\(day.displayed) is not a folder: no file of that day can be archived",
        .unusable,
        do: "move it away: a run makes the folder"
      )
    ]
  }

  private func isFolder(_ path: FilePath) throws -> Bool {
    try path.look(followingLink: true)?.type == .directory
  }

  /// Paths that this user may not access; one finding for each reason.
  static func refusals(_ wanted: [(place: FilePath, access: Access)]) throws -> [Finding] {
    var shut: [(reason: Errno, places: [FilePath])] = []
    for (place, access) in wanted where try place.exists() {
      guard let reason = place.refusal(of: access) else { continue }
      if let index = shut.firstIndex(where: { $0.reason == reason }) {
        shut[index].places.append(place)
      } else {
        shut.append((reason, [place]))
      }
    }
    return shut.map { reason, places in
      let error = FileError("read and write", places[0], reason)
      let more = places.dropFirst().map { $0.displayed }
      return .fault(
        "folders",
        "user \(geteuid()) \(error.fact)"
          + (more.isEmpty ? "" : ", nor \(more.joined(separator: ", "))"),
        .unusable,
        do: error.hint ?? "see the system log"
      )
    }
  }
}
