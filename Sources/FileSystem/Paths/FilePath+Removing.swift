import Glibc
package import SystemPackage

extension FilePath {
  /// Removes a file, or a link itself; does nothing if it is gone already.
  package func removeFile() throws {
    do {
      try calling("remove", self) { withPlatformString { unlink($0) } }
    } catch let error as FileError where error.reason == .noSuchFileOrDirectory {}
  }

  /// Removes a folder and its contents; links in it are removed, not followed.
  package func removeFolder() throws {
    for name in try names() { try appending(name).removeWhole() }
    try removeEmptyFolder()
  }

  /// Removes a folder if it is empty; does nothing if it is not empty or is gone already.
  package func removeFolderIfEmpty() throws {
    do {
      try removeEmptyFolder()
    } catch let error as FileError
      where [.noSuchFileOrDirectory, .directoryNotEmpty, .fileExists].contains(error.reason)
    {}
  }

  /// Removes a file, a link, or a folder with its contents.
  func removeWhole() throws {
    let type = try lookAtExisting(followingLink: false).type
    try type == .directory ? removeFolder() : removeFile()
  }

  private func removeEmptyFolder() throws {
    try calling("remove the folder", self) { withPlatformString { rmdir($0) } }
  }
}
