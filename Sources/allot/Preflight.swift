import FileSystem
import Pipeline
import SystemPackage

/// What can be seen before a run begins: a full disk, a disk that does not keep what it says, and a
/// limit of open files that is too low.
enum Preflight {
  /// Below this even the ledger's own writes may fail half-way (reliability.md, A7).
  static let leastFree: UInt64 = 64 << 20
  /// A run opens fewer than twenty at once, however many lie in the inbox.
  private static let openFiles = 32

  /// Looks at the disk under the root, and at those of folders that lie elsewhere; `files` are those
  /// named to be imported.
  ///
  /// - Throws: `NetworkDisk`, unless such a one is allowed, `DiskAlmostFull`, or `FileError` about
  ///   the limit; nothing has been changed.
  static func check(
    _ folders: Folders,
    files: [FilePath],
    allowsNetworkDisk: Bool
  ) throws {
    try expectOpenFiles(openFiles, in: folders.root)
    let root = try nearestFolder(to: folders.root)
    if !allowsNetworkDisk, let network = try NetworkDisk(under: root, of: folders.root) {
      throw network
    }
    let named = try size(of: files)
    let input = try named + size(of: [folders.inbox, folders.processing].flatMap(content))
    // What a file becomes takes up to three times its own size.
    try expect(max(leastFree, 3 * input), at: root)
    for (folder, bytes) in try needs(folders, named: named, input: input) {
      let place = try nearestFolder(to: folder)
      if try !sameFileSystem(root, place) { try expect(bytes, at: place) }
    }
  }

  /// How much is sure to come to each folder, should it lie on another disk than the root.
  ///
  /// More is not asked for there: no ledger is on that disk, and should it fill up all the same, the
  /// run stops and goes on once there is room.
  private static func needs(
    _ folders: Folders,
    named: UInt64,
    input: UInt64
  ) throws -> [(folder: FilePath, bytes: UInt64)] {
    let isCopied = try !sameFileSystem(
      nearestFolder(to: folders.inbox),
      nearestFolder(to: folders.archive)
    )
    let latest = folders.reports.appending("latest")
    let hasLatest = try look(at: latest, followingLink: true)?.type == .directory
    return [
      (folders.inbox, named),
      (folders.archive, isCopied ? input : 0),
      // The next report has about the size of the newest.
      (folders.reports, hasLatest ? try size(of: names(in: latest).map(latest.appending)) : 0),
    ]
  }

  private static func expect(_ needed: UInt64, at folder: FilePath) throws {
    let free = try freeSpace(at: folder)
    guard free >= needed else {
      throw DiskAlmostFull(disk: try mountPoint(of: folder), free: free, needed: needed)
    }
  }

  private static func size(of files: [FilePath]) throws -> UInt64 {
    try files.reduce(0) { try $0 + FileSystem.size(of: $1) }
  }

  /// What lies about and is never taken must not stop a night, however large.
  private static func mayBeInput(_ name: FilePath.Component) -> Bool {
    name.extension?.lowercased() == "csv"
  }

  /// The folder itself, or the lowest one above it that is there already.
  private static func nearestFolder(to folder: FilePath) throws -> FilePath {
    var place = folder
    while try !exists(place), place.removeLastComponent() {}
    return place
  }

  private static func content(of folder: FilePath) throws -> [FilePath] {
    guard try exists(folder) else { return [] }
    return try names(in: folder).filter(mayBeInput).map(folder.appending)
  }
}

/// Too little room to begin.
struct DiskAlmostFull: Error, CustomStringConvertible {
  /// Where the disk is mounted.
  let disk: FilePath
  let free: UInt64
  let needed: UInt64

  var description: String {
    """
    only \(free >> 20) MB are free on the disk at \(displayPath(disk)), \
    \((needed + (1 << 20) - 1) >> 20) MB are needed: make room, then run it again; nothing was changed
    """
  }
}
