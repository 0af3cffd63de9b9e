import Glibc
package import SystemPackage

/// What a user may do with a path, as in access(2).
package struct Access: OptionSet, Sendable {
  package let rawValue: Int32
  package init(rawValue: Int32) { self.rawValue = rawValue }

  package static let read = Access(rawValue: R_OK)
  package static let write = Access(rawValue: W_OK)
  package static let search = Access(rawValue: X_OK)
}

/// What can be asked about a path without opening a file.
extension FilePath {
  /// The status of the file at the path; nil if nothing is there.
  package func look(followingLink: Bool) throws -> Stat? {
    do {
      return try lookAtExisting(followingLink: followingLink)
    } catch let error as FileError where error.reason == .noSuchFileOrDirectory {
      return nil
    }
  }

  /// The status of the file at the path; throws if nothing is there.
  func lookAtExisting(followingLink: Bool) throws -> Stat {
    try naming("look at", self) { try Stat(self, followTargetSymlink: followingLink) }
  }

  /// Whether anything, even a dangling link, is at the path.
  package func exists() throws -> Bool { try look(followingLink: false) != nil }

  /// The size of the file in bytes; 0 if nothing is there.
  package func size() throws -> UInt64 {
    UInt64(clamping: try look(followingLink: false)?.size ?? 0)
  }

  /// The target of a symbolic link; nil if the path is not one.
  package func linkTarget() throws -> FilePath? {
    guard try look(followingLink: false)?.type == .symbolicLink else { return nil }
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let length = withPlatformString { readlink($0, &bytes, Int(PATH_MAX)) }
    guard length >= 0 else { throw FileError("read the link", self, Errno(rawValue: errno)) }
    return FilePath(platformString: bytes)
  }

  /// Why this user may not access the path in this way; nil if access is allowed.
  ///
  /// It opens nothing, and also finds a read-only file system.
  package func refusal(of access: Access) -> Errno? {
    let answer = withPlatformString { faccessat(AT_FDCWD, $0, access.rawValue, AT_EACCESS) }
    return answer == 0 ? nil : Errno(rawValue: errno)
  }
}
