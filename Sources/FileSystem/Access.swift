import Glibc
package import SystemPackage

/// What a user may do with a path, in the words of access(2).
package struct Access: OptionSet, Sendable {
  package let rawValue: Int32
  package init(rawValue: Int32) { self.rawValue = rawValue }

  package static let read = Access(rawValue: R_OK)
  package static let write = Access(rawValue: W_OK)
  package static let search = Access(rawValue: X_OK)
}

/// Why this user may not use a path so; nil where nothing is in the way.
///
/// It asks without opening anything, and knows of a file system that is read-only.
package func refusal(of access: Access, at path: FilePath) -> Errno? {
  let answer = path.withPlatformString { faccessat(AT_FDCWD, $0, access.rawValue, AT_EACCESS) }
  return answer == 0 ? nil : Errno(rawValue: errno)
}
