import Glibc
package import SystemPackage

extension FilePath {
  /// Forces the names in the folder onto the disk.
  ///
  /// A synced file can still be lost if its folder was not synced.
  package func syncFolder() throws {
    try naming("sync the folder", self) {
      let descriptor = try FileDescriptor.open(
        self,
        .readOnly,
        options: [.directory, .closeOnExec]
      )
      try descriptor.closeAfter {
        _ = try calling("sync the folder", self) { fsync(descriptor.rawValue) }
      }
    }
  }

  /// Makes the folder and those above it, durably; an existing folder is not changed.
  ///
  /// The parent of the deepest existing folder is synced too: a run that was killed between making
  /// a folder and syncing its parent leaves a folder that exists but is not durable.
  package func makeFolder(
    permissions: FilePermissions = [.ownerReadWriteExecute, .groupReadExecute]
  ) throws {
    guard try !isFolder() else { return try folder.syncFolderFound() }
    try folder.makeFolder(permissions: permissions)
    do {
      try makeOneFolder(permissions)
    } catch let error as FileError where error.reason == .fileExists {
      guard try isFolder() else { throw error }  // another process made it first
    }
    try folder.syncFolder()
  }

  /// Makes the folder, but none above it; it is not yet synced.
  func makeOneFolder(_ permissions: FilePermissions) throws {
    try calling("make the folder", self) {
      withPlatformString { mkdir($0, permissions.rawValue) }
    }
  }

  /// Gives a finished draft folder its final name, in one step and durably.
  ///
  /// The files in it must be synced already.
  ///
  /// - Returns: `taken` if the name exists; the draft is then left as it is.
  package func publishFolder(at path: FilePath) throws -> RenameOutcome {
    try syncFolder()
    let outcome = try renameWithoutReplacing(to: path)
    try path.folder.syncFolder()
    return outcome
  }

  /// Forces a file that another program wrote onto the disk.
  package func syncFile() throws {
    let descriptor = try naming("open", self) { try FileDescriptor.open(self, .readOnly) }
    _ = try descriptor.closeAfter { try syncToDisk(descriptor, self) }
  }

  private func isFolder() throws -> Bool {
    do {
      guard try Stat(self).type == .directory else { throw Errno.notDirectory }
      return true
    } catch Errno.noSuchFileOrDirectory {
      return false
    } catch let reason as Errno {
      throw FileError("make the folder", self, reason)
    }
  }

  /// Syncs a folder that existed before; a folder that this user may not read, such as `/home`, is
  /// skipped.
  private func syncFolderFound() throws {
    do {
      try syncFolder()
    } catch let error as FileError where error.reason == .permissionDenied {}
  }
}
