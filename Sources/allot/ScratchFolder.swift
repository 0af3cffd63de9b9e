import FileSystem
import Foundation
import SystemPackage

/// A folder of its own for what a rehearsal makes where nothing may be left behind.
struct ScratchFolder {
  let path: FilePath

  init() throws {
    let name = "allot-rehearsal-\(UUID().uuidString)"
    path = FilePath(FileManager.default.temporaryDirectory.appending(path: name).path)
    try makeFolder(path, permissions: .ownerReadWriteExecute)
  }

  /// Removes it with all that is in it; what cannot be removed is no news for anybody.
  func remove() { try? removeFolder(path) }
}
