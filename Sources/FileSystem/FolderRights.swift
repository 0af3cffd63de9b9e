import CLinux
import Glibc
package import SystemPackage

extension FilePath {
  /// Gives a file the group and the access list of a file that is made in a folder.
  ///
  /// A moved file keeps the rights from the folder where it was made, so the readers of its new
  /// folder might not be able to read it. If the system refuses a change, it is skipped: the file
  /// is still safe.
  package func takeOnRights(of folder: FilePath) throws {
    guard let home = try folder.look(followingLink: true),
      let file = try look(followingLink: false), file.type == .regular
    else { return }
    if home.permissions.contains(.setGroupID), home.groupID != file.groupID {
      try unlessRefused {
        try calling("set the group of", self) {
          withPlatformString { lchown($0, uid_t.max, home.groupID.rawValue) }
        }
      }
    }
    guard let list = folder.defaultAccessList else { return }
    try unlessRefused {
      try calling("set the access list of", self) {
        withPlatformString {
          lsetxattr($0, "system.posix_acl_access", list, list.count, 0)
        }
      }
      // The list grants the most that files may have; a data file must not be executable.
      let permissions: FilePermissions = [.ownerReadWrite, .groupRead]
      try calling("set the mode of", self) {
        withPlatformString { chmod($0, permissions.rawValue) }
      }
    }
  }

  /// The access list that new files in the folder get; nil if there is none.
  private var defaultAccessList: [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 1 << 12)
    let count = withPlatformString {
      getxattr($0, "system.posix_acl_default", &bytes, bytes.count)
    }
    return count > 0 ? Array(bytes[..<count]) : nil
  }
}

private func unlessRefused(_ body: () throws -> Void) throws {
  do {
    try body()
  } catch let error as FileError where [.notPermitted, .notSupported].contains(error.reason) {}
}
