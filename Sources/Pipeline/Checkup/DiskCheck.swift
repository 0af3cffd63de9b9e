import FileSystem
import ServiceLayer
import SystemPackage

/// What the folders lie on: how much room is left, and whether locks and syncs can be believed.
struct DiskCheck {
  let folders: Folders
  let leastFree: UInt64

  func findings() throws -> [Finding] {
    let there = try [folders.root, folders.inbox, folders.archive, folders.reports]
      .filter(exists)
    return try there.flatMap(kindFindings) + placeFindings() + there.flatMap(roomFindings)
      + [.ok("disk", "\(try freeSpace(at: folders.root) >> 20) MB free")]
  }

  private func kindFindings(_ folder: FilePath) throws -> [Finding] {
    guard case .network(let name) = try MountKind(of: folder) else { return [] }
    return [
      .fault(
        "disk",
        "\(displayPath(folder)) lies on \(name): locks and syncs may not hold what they promise",
        do: "put it on a local disk"
      )
    ]
  }

  private func placeFindings() throws -> [Finding] {
    guard try exists(folders.inbox) else { return [] }
    var findings: [Finding] = []
    if try exists(folders.processing), try !sameFileSystem(folders.inbox, folders.processing) {
      findings.append(
        .fault(
          "disk",
          "\(displayPath(folders.processing)) lies on another file system than the inbox",
          .unusable,
          do: "unmount it: files are claimed by a rename"
        )
      )
    }
    for folder in [folders.archive, folders.failed] where try exists(folder) {
      guard try !sameFileSystem(folders.inbox, folder) else { continue }
      findings.append(
        .note(
          "disk",
          "\(displayPath(folder)) lies on another file system than the inbox: files are copied "
            + "there and compared before the first goes"
        )
      )
    }
    return findings
  }

  private func roomFindings(_ folder: FilePath) throws -> [Finding] {
    let free = try freeSpace(at: folder)
    guard free < leastFree else { return [] }
    return [
      .fault(
        "disk",
        """
        only \(free >> 20) MB are free where \(displayPath(folder)) lies, \(leastFree >> 20) MB \
        are needed
        """,
        .unusable,
        do: "make room"
      )
    ]
  }
}
