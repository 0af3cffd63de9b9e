import FileSystem
import Glibc
import ServiceLayer
import SystemPackage

/// Whether the folders and the files in the root are what a run needs, and may be used.
struct FolderCheck {
  let folders: Folders

  func findings() throws -> [Finding] {
    let findings =
      try places.flatMap(checkFolder)
      + ([folders.database, folders.lock] + logs).flatMap(checkFile)
    return findings.isEmpty
      ? [.ok("folders", "in \(displayPath(folders.root)), writable")] : findings
  }

  /// The folders that are not there: a loss where runs have ended, who made them.
  func missing(since runs: [Run]) throws -> [Finding] {
    try places.filter { try !exists($0) }.map { folder in
      let name = displayPath(folder)
      guard runs.contains(where: { $0.phase == .finished }) else {
        return .note("folders", "\(name) is not there: a run makes it")
      }
      return .fault(
        "folders",
        "\(name) is gone",
        do: "is its disk mounted? the next run makes it anew"
      )
    }
  }

  private var places: [FilePath] {
    [
      folders.root, folders.inbox, folders.processing, folders.archive, folders.failed,
      folders.rejects, folders.reports,
    ]
  }

  private var logs: [FilePath] {
    ["-wal", "-shm"].map { FilePath(folders.database.string + $0) }
  }

  private func checkFolder(_ folder: FilePath) throws -> [Finding] {
    let name = displayPath(folder)
    guard let stat = try look(at: folder, followingLink: true) else { return [] }
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
    if folder == folders.processing, try target(ofLink: folder) != nil {
      findings.append(
        .fault(
          "folders",
          "\(name) is a link: files are claimed by a rename, which may not follow it",
          .unusable,
          do: "put a real folder in its place"
        )
      )
    }
    findings += refused([.read, .write, .search], folder)
    if stat.permissions.contains(.otherWrite), !stat.permissions.contains(.saveText) {
      findings.append(
        .fault(
          "folders",
          "any user may remove or replace what lies in \(name)",
          do: "`chmod o-w` it, or `chmod +t` it so that each may remove only what is his"
        )
      )
    }
    return findings
  }

  private func checkFile(_ file: FilePath) throws -> [Finding] {
    guard let stat = try look(at: file, followingLink: true) else { return [] }
    let name = displayPath(file)
    guard stat.type == .regular else {
      return [.fault("folders", "\(name) is not a file", .unusable, do: "move it away")]
    }
    var findings = refused([.read, .write], file)
    if file == folders.database, stat.linkCount > 1 {
      findings.append(
        .fault(
          "folders",
          "\(name) has \(stat.linkCount) names: who opens it by another one does not see its log",
          do: "remove the other names (`find -samefile`); copies are made by `allot backup`"
        )
      )
    }
    return findings
  }

  private func refused(_ access: Access, _ path: FilePath) -> [Finding] {
    guard let reason = refusal(of: access, at: path) else { return [] }
    let error = FileError("read and write", path, reason)
    return [
      .fault(
        "folders",
        "user \(geteuid()) \(error.fact)",
        .unusable,
        do: error.hint ?? "see the system log"
      )
    ]
  }
}
