import Glibc
package import SystemPackage

/// Forces the names in a folder onto the disk.
///
/// A file that was synced is lost all the same while the name it goes by is not.
package func syncFolder(_ folder: FilePath) throws {
  try naming("sync the folder", folder) {
    let descriptor = try FileDescriptor.open(
      folder,
      .readOnly,
      options: [.directory, .closeOnExec]
    )
    try descriptor.closeAfter {
      _ = try calling("sync the folder", folder) { fsync(descriptor.rawValue) }
    }
  }
}

/// Makes a folder and those above it, durably; one that is there already is kept as it is.
///
/// The folder above the deepest one found is synced too: a run killed between
/// making a folder and syncing it leaves one that exists and is not durable.
package func makeFolder(
  _ path: FilePath,
  permissions: FilePermissions = [.ownerReadWriteExecute, .groupReadExecute]
) throws {
  guard try !isFolder(path) else { return try syncFound(path.folder) }
  try makeFolder(path.folder, permissions: permissions)
  do {
    try calling("make the folder", path) {
      path.withPlatformString { mkdir($0, permissions.rawValue) }
    }
  } catch let error as FileError where error.reason == .fileExists {
    guard try isFolder(path) else { throw error }  // another process was faster
  }
  try syncFolder(path.folder)
}

/// Makes a finished draft folder appear under its name, whole and durable.
///
/// The files in it must have been synced before.
///
/// - Returns: `taken` where the name exists; the draft is then left as it is.
package func publishFolder(_ draft: FilePath, at path: FilePath) throws -> RenameOutcome {
  try syncFolder(draft)
  let outcome = try renameWithoutReplacing(from: draft, to: path)
  try syncFolder(path.folder)
  return outcome
}

private func isFolder(_ path: FilePath) throws -> Bool {
  do {
    guard try Stat(path).type == .directory else { throw Errno.notDirectory }
    return true
  } catch Errno.noSuchFileOrDirectory {
    return false
  } catch let reason as Errno {
    throw FileError("make the folder", path, reason)
  }
}

/// Syncs a folder we may not have made anything in, such as a `/home` we cannot read.
private func syncFound(_ folder: FilePath) throws {
  do {
    try syncFolder(folder)
  } catch let error as FileError where error.reason == .permissionDenied {}
}

/// Forces a file that somebody else wrote onto the disk.
package func syncFile(_ path: FilePath) throws {
  let descriptor = try naming("open", path) { try FileDescriptor.open(path, .readOnly) }
  _ = try descriptor.closeAfter { try syncToDisk(descriptor, path) }
}
