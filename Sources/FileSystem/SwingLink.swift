import Glibc
package import SystemPackage

/// Points a symbolic link at a target, durably and in one step: a reader finds the old or the new.
///
/// A relative target is followed from the folder of the link.
package func swingLink(at path: FilePath, to target: FilePath) throws {
  guard let name = path.lastComponent else { throw FileError("link", path, .isDirectory) }
  let part = path.folder.appending(partName(for: name))
  try removeFile(part)
  try calling("link to '\(displayPath(target))'", part) {
    target.withPlatformString { to in part.withPlatformString { symlink(to, $0) } }
  }
  try renameReplacing(from: part, to: path)
  try syncFolder(path.folder)
}
