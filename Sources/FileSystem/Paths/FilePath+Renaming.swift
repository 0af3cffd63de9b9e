import CLinux
import Glibc
package import SystemPackage

/// The result of a rename that must not replace anything.
package enum RenameOutcome: Equatable, Sendable {
  case done
  /// The new name exists; nothing was changed.
  case taken
}

extension FilePath {
  /// Renames a file or folder without replacing another; durable once both folders are synced.
  ///
  /// If the file has both names already, as after a power cut, only the old name is removed.
  package func renameWithoutReplacing(to target: FilePath) throws -> RenameOutcome {
    do {
      try calling("rename to '\(target.displayed)'", self) {
        withPlatformString { from in
          target.withPlatformString { linux_rename_noreplace(from, $0) }
        }
      }
      return .done
    } catch let error as FileError {
      switch error.reason {
      case .fileExists: return try finishRename(to: target)
      case .invalidArgument, .noFunction: return try linkThenUnlink(to: target)
      default: throw error
      }
    }
  }

  /// Renames a file on a file system that does not support renaming without replacing.
  ///
  /// A crash between the two steps leaves the file with both names, never with none: the new name
  /// is on the disk before the old one is removed.
  func linkThenUnlink(to target: FilePath) throws -> RenameOutcome {
    do {
      try calling("link to '\(target.displayed)'", self) {
        withPlatformString { from in target.withPlatformString { link(from, $0) } }
      }
    } catch let error as FileError where error.reason == .fileExists {
      return try finishRename(to: target)
    }
    try target.folder.syncFolder()
    try removeFile()
    return .done
  }

  /// Renames a file, and replaces a file or link that has the new name.
  func renameReplacing(to target: FilePath) throws {
    try calling("rename to '\(target.displayed)'", self) {
      withPlatformString { from in target.withPlatformString { rename(from, $0) } }
    }
  }

  /// Renames a file into a folder, under its name or the first free one after it.
  ///
  /// - Returns: The new path.
  func renameToFreeName(in folder: FilePath, as name: Component) throws -> FilePath {
    func place(_ n: Int) -> FilePath { folder.appending(name.freeName(n)) }
    if try renameWithoutReplacing(to: place(1)) == .done { return place(1) }
    while true {
      let free = try freeNumber { try place($0).exists() }
      // The last taken name may belong to this same file: a crash can leave a file with both names.
      for n in [max(1, free - 1), free]
      where try renameWithoutReplacing(to: place(n)) == .done {
        return place(n)
      }
    }
  }

  /// Points a symbolic link at a new target, durably and in one step: readers see the old target or
  /// the new one.
  ///
  /// A relative target is resolved from the folder of the link.
  package func swingLink(to target: FilePath) throws {
    guard let name = lastComponent else { throw FileError("link", self, .isDirectory) }
    let part = folder.appending(name.partName)
    try part.removeFile()
    try calling("link to '\(target.displayed)'", part) {
      target.withPlatformString { to in part.withPlatformString { symlink(to, $0) } }
    }
    try part.renameReplacing(to: self)
    try folder.syncFolder()
  }

  /// Removes the old name if an interrupted rename had already created the new one.
  ///
  /// Two paths to one name, such as through a linked folder, are left alone.
  private func finishRename(to target: FilePath) throws -> RenameOutcome {
    let old = try lookAtExisting(followingLink: false)
    let new = try target.lookAtExisting(followingLink: false)
    guard old.type == .regular, old.linkCount > 1, old.isSameFile(as: new),
      try lastComponent != target.lastComponent
        || !folder.lookAtExisting(followingLink: true)
          .isSameFile(as: target.folder.lookAtExisting(followingLink: true))
    else { return .taken }
    try target.folder.syncFolder()
    try removeFile()
    return .done
  }
}

extension Stat {
  /// Whether both are the same file, under any names.
  func isSameFile(as other: Stat) -> Bool {
    deviceID == other.deviceID && inode == other.inode
  }
}
