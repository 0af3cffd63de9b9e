import CLinux
package import SystemPackage

/// Whether locks and syncs in a folder can be trusted.
///
/// On a network file system, a lock may be visible on one machine only, and SQLite's log is not
/// safe.
package enum MountKind: Equatable, Sendable {
  /// A file system of this machine only.
  case local
  /// A file system that is, or may be, shared over a network, with its name; FUSE can be anything.
  case network(String)

  /// Asks the kernel for the file system of a folder.
  package init(of folder: FilePath) throws {
    var type: UInt32 = 0
    try calling("ask for the file system of", folder) {
      folder.withPlatformString { linux_file_system_type($0, &type) }
    }
    self.init(type: type)
  }

  /// Reads the file system type that statfs(2) returns.
  package init(type: UInt32) {
    self = Self.networkNames[type].map(MountKind.network) ?? .local
  }

  private static let networkNames: [UInt32: String] = [
    0x0000_6969: "NFS",
    0x0000_517B: "SMB",
    0xFF53_4D42: "CIFS",
    0xFE53_4D42: "SMB2",
    0x6573_5546: "FUSE",
    0x0102_1997: "9p",
    0x5346_414F: "AFS",
    0x6B41_4653: "AFS",
    0x00C3_6400: "Ceph",
    0x7375_7245: "Coda",
    0x0000_564C: "NCP",
    0x0BD0_0BD0: "Lustre",
    0x4750_4653: "GPFS",
    0x0116_1970: "GFS2",
    0x7461_636F: "OCFS2",
    0x786F_4256: "VirtualBox shared folder",
    0xBACB_ACBC: "VMware shared folder",
  ]
}
