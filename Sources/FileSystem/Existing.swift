import Glibc
package import SystemPackage

/// Whether anything, even a dangling link, has this path.
package func exists(_ path: FilePath) throws -> Bool {
  do {
    _ = try naming("look at", path) { try Stat(path, followTargetSymlink: false) }
    return true
  } catch let error as FileError where error.reason == .noSuchFileOrDirectory {
    return false
  }
}
