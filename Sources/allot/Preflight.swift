import FileSystem
import Pipeline
import SystemPackage

/// What can be seen before a run begins: a full disk, and a disk that does not keep what it says.
enum Preflight {
  /// Below this even the ledger's own writes may fail half-way (reliability.md, A7).
  private static let leastFree: UInt64 = 64 << 20

  /// Looks at the disk under the root.
  ///
  /// - Throws: `DiskAlmostFull`; nothing has been changed.
  static func check(_ folders: Folders) throws {
    let free = try freeSpace(at: folders.root)
    guard free >= leastFree else {
      throw DiskAlmostFull(folder: folders.root, free: free, needed: leastFree)
    }
    if case .network(let name) = try MountKind(of: folders.root) {
      Terminal.complain(
        """
        \(displayPath(folders.root)) lies on \(name): locks and syncs over a network may not hold \
        what they promise; put it on a local disk
        """
      )
    }
  }
}

/// Too little room to begin.
struct DiskAlmostFull: Error, CustomStringConvertible {
  let folder: FilePath
  let free: UInt64
  let needed: UInt64

  var description: String {
    """
    only \(free >> 20) MB are free where \(displayPath(folder)) lies, \(needed >> 20) MB are \
    needed: make room, then run it again; nothing was changed
    """
  }
}
