import FileSystem
import Foundation
import SystemPackage

/// A temporary folder for a rehearsal, which must leave nothing behind.
struct ScratchFolder {
  let path: FilePath

  init() throws {
    let name = "allot-rehearsal-\(UUID().uuidString)"
    path = FilePath(FileManager.default.temporaryDirectory.appending(path: name).path)
    try path.makeFolder(permissions: .ownerReadWriteExecute)
  }

  /// Removes the folder with its contents; errors are ignored.
  func remove() { try? path.removeFolder() }
}
