import Glibc
package import SystemPackage

/// The status of a file; if two are equal, nothing was written in between.
package struct FileStatus: Equatable, Sendable {
  /// In bytes.
  package let size: Int64
  /// When the contents last changed, since the start of 1970; copying tools may keep the sender's
  /// time.
  package let modified: Duration
  /// When the contents or attributes last changed, since the start of 1970; no tool can set it.
  package let changed: Duration
  /// Identifies the file, together with the device.
  package let inode: UInt64
  /// Identifies the file system.
  package let device: UInt64
  /// How many names the file has; with more than one, others may write to it by another name.
  package let linkCount: Int
  package let permissions: FilePermissions

  init(_ stat: Stat) {
    size = stat.size
    modified = .seconds(Int64(stat.st_mtim.tv_sec)) + .nanoseconds(Int64(stat.st_mtim.tv_nsec))
    changed = .seconds(Int64(stat.st_ctim.tv_sec)) + .nanoseconds(Int64(stat.st_ctim.tv_nsec))
    inode = UInt64(stat.inode.rawValue)
    device = UInt64(stat.deviceID.rawValue)
    linkCount = stat.linkCount
    permissions = stat.permissions
  }
}

extension Stat {
  /// Whether both files have the same size and modification time, as a file and its copy have until
  /// one of them is written to.
  package func hasSizeAndTime(of other: Stat) -> Bool {
    let (mine, theirs) = (FileStatus(self), FileStatus(other))
    return mine.size == theirs.size && mine.modified == theirs.modified
  }
}
