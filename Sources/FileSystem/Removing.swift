import Glibc
package import SystemPackage

/// Removes a file, or a link itself; one that is gone already is no error.
package func removeFile(_ path: FilePath) throws {
  do {
    try calling("remove", path) { path.withPlatformString { unlink($0) } }
  } catch let error as FileError where error.reason == .noSuchFileOrDirectory {}
}

/// Removes a folder with all that is in it; links in it are removed, not followed.
package func removeFolder(_ folder: FilePath) throws {
  for name in try names(in: folder) {
    try removeWhole(folder.appending(name))
  }
  try calling("remove the folder", folder) { folder.withPlatformString { rmdir($0) } }
}

/// Removes whatever a path stands for.
func removeWhole(_ path: FilePath) throws {
  let type = try naming("look at", path) { try Stat(path, followTargetSymlink: false).type }
  try type == .directory ? removeFolder(path) : removeFile(path)
}
