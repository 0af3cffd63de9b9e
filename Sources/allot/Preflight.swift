import FileSystem
import Pipeline
import SystemPackage

/// What can be seen before a run begins: a full disk, and a disk that does not keep what it says.
enum Preflight {
  /// Below this even the ledger's own writes may fail half-way (reliability.md, A7).
  static let leastFree: UInt64 = 64 << 20

  /// Looks at the disk under the root; `files` are those named to be imported.
  ///
  /// What a file becomes takes up to three times its own size.
  ///
  /// - Throws: `NetworkDisk`, unless such a one is allowed, or `DiskAlmostFull`; nothing has been
  ///   changed.
  static func check(
    _ folders: Folders,
    files: [FilePath],
    allowsNetworkDisk: Bool
  ) throws {
    let root = try nearestFolder(to: folders.root)
    if !allowsNetworkDisk, let network = try NetworkDisk(under: root, of: folders.root) {
      throw network
    }
    let free = try freeSpace(at: root)
    let input = try [folders.inbox, folders.processing].flatMap(content) + files
    let needed = try max(leastFree, 3 * input.reduce(0) { try $0 + size(of: $1) })
    guard free >= needed else {
      throw DiskAlmostFull(disk: try mountPoint(of: root), free: free, needed: needed)
    }
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
    only \(free >> 20) MB are free on the disk at \(displayPath(disk)), \(needed >> 20) MB are \
    needed: make room, then run it again; nothing was changed
    """
  }
}
