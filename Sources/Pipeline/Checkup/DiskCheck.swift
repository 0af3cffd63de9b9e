import FileSystem
import ServiceLayer
import SystemPackage

/// Checks the disks of the folders: the free space, and whether locks and syncs can be trusted.
struct DiskCheck {
  let folders: Folders
  let leastFree: UInt64

  func findings() throws -> [Finding] {
    let there = try [folders.root, folders.inbox, folders.archive, folders.reports]
      .filter { try $0.exists() }
    return try there.flatMap(kindFindings) + placeFindings() + there.flatMap(roomFindings)
      + [.ok("disk", "\(try folders.root.freeSpace() >> 20) MB free")]
  }

  private func kindFindings(_ folder: FilePath) throws -> [Finding] {
    guard case .network(let name) = try MountKind(of: folder) else { return [] }
    return [
      .fault(
        "disk",
        "\(folder.displayed) is on \(name): locks and syncs may not hold what they promise",
        do: "put it on a local disk"
      )
    ]
  }

  private func placeFindings() throws -> [Finding] {
    guard try folders.inbox.exists() else { return [] }
    var findings: [Finding] = []
    if try folders.processing.exists(), try !folders.inbox.isOnFileSystem(of: folders.processing) {
      findings.append(
        .fault(
          "disk",
          "\(folders.processing.displayed) is on another file system than the inbox",
          .unusable,
          do: "unmount it: files are claimed by a rename"
        )
      )
    }
    for folder in [folders.archive, folders.failed] where try folder.exists() {
      guard try !folders.inbox.isOnFileSystem(of: folder) else { continue }
      findings.append(
        .note(
          "disk",
          "\(folder.displayed) is on another file system than the inbox: files are copied "
            + "there and compared before the first goes"
        )
      )
    }
    return findings
  }

  private func roomFindings(_ folder: FilePath) throws -> [Finding] {
    let free = try folder.freeSpace()
    guard free < leastFree else { return [] }
    return [
      .fault(
        "disk",
        """
        only \(free >> 20) MB are free for \(folder.displayed), \(leastFree >> 20) MB \
        are needed
        """,
        .unusable,
        do: "make room"
      )
    ]
  }
}
