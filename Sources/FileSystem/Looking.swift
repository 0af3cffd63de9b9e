import Glibc
package import SystemPackage

/// What a path stands for, without opening it; nil where it stands for nothing.
package func look(at path: FilePath, followingLink: Bool) throws -> Stat? {
  do {
    return try naming("look at", path) { try Stat(path, followTargetSymlink: followingLink) }
  } catch let error as FileError where error.reason == .noSuchFileOrDirectory {
    return nil
  }
}

/// Where a symbolic link points; nil for what is none.
package func target(ofLink path: FilePath) throws -> FilePath? {
  guard try look(at: path, followingLink: false)?.type == .symbolicLink else { return nil }
  var bytes = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
  let length = path.withPlatformString { readlink($0, &bytes, Int(PATH_MAX)) }
  guard length >= 0 else { throw FileError("read the link", path, Errno(rawValue: errno)) }
  return FilePath(platformString: bytes)
}
