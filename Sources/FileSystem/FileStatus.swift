import Glibc
package import SystemPackage

/// What the file system says of a file; equal twice, nothing was written in between.
package struct FileStatus: Equatable, Sendable {
  /// In bytes.
  package let size: Int64
  /// When the contents last changed, since 1970 began; the sender's clock, if its tool kept it.
  package let modified: Duration
  /// When the contents or the attributes last changed, since 1970 began; no tool can set it.
  package let changed: Duration
  /// With the device, which file it is.
  package let inode: UInt64
  /// Which file system the file is on.
  package let device: UInt64
  /// How many names the file has; more than one, and others may write to it by theirs.
  package let linkCount: Int
  /// Who may do what with it.
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
