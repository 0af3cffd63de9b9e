import CLinux
import Glibc
package import SystemPackage

/// What came of a rename that must not replace anything.
package enum RenameOutcome: Equatable, Sendable {
  case done
  /// The new name exists; nothing was changed.
  case taken
}

/// Renames a file or folder, never over another; durable once both folders are synced.
///
/// A file that goes by both names already, as a power cut may leave one, only loses the old name.
package func renameWithoutReplacing(
  from source: FilePath,
  to target: FilePath
) throws -> RenameOutcome {
  do {
    try calling("rename to '\(displayPath(target))'", source) {
      source.withPlatformString { from in
        target.withPlatformString { linux_rename_noreplace(from, $0) }
      }
    }
    return .done
  } catch let error as FileError {
    switch error.reason {
    case .fileExists: return try finishRename(from: source, to: target)
    case .invalidArgument, .noFunction: return try linkThenUnlink(from: source, to: target)
    default: throw error
    }
  }
}

/// Renames a file where the file system knows no rename without replacing.
///
/// A crash between the two steps leaves the file under both names, never under
/// none: the new name is on the disk before the old one goes.
func linkThenUnlink(from source: FilePath, to target: FilePath) throws -> RenameOutcome {
  do {
    try calling("link to '\(displayPath(target))'", source) {
      source.withPlatformString { from in target.withPlatformString { link(from, $0) } }
    }
  } catch let error as FileError where error.reason == .fileExists {
    return try finishRename(from: source, to: target)
  }
  try syncFolder(target.folder)
  try removeFile(source)
  return .done
}

/// Takes the old name away where a rename was cut short after the new one was there.
///
/// Two names that only look like two, such as by way of a linked folder, are left alone.
private func finishRename(from source: FilePath, to target: FilePath) throws -> RenameOutcome {
  let old = try look(at: source, followingLinks: false)
  let new = try look(at: target, followingLinks: false)
  guard old.type == .regular, old.linkCount > 1, isOne(old, new),
    try source.lastComponent != target.lastComponent
      || !isOne(
        look(at: source.folder, followingLinks: true),
        look(at: target.folder, followingLinks: true)
      )
  else { return .taken }
  try syncFolder(target.folder)
  try removeFile(source)
  return .done
}

private func look(at path: FilePath, followingLinks: Bool) throws -> Stat {
  try naming("look at", path) { try Stat(path, followTargetSymlink: followingLinks) }
}

private func isOne(_ one: Stat, _ other: Stat) -> Bool {
  one.deviceID == other.deviceID && one.inode == other.inode
}

/// Renames a file over whatever file or link has the name.
func renameReplacing(from source: FilePath, to target: FilePath) throws {
  try calling("rename to '\(displayPath(target))'", source) {
    source.withPlatformString { from in target.withPlatformString { rename(from, $0) } }
  }
}

/// Renames a file into a folder, under its name or the first free one after it.
///
/// - Returns: The path it got.
func renameToFreeName(
  from source: FilePath,
  in folder: FilePath,
  as name: FilePath.Component
) throws -> FilePath {
  var n = 1
  while true {
    let target = folder.appending(freeName(name, n))
    if try renameWithoutReplacing(from: source, to: target) == .done { return target }
    n += 1
  }
}
