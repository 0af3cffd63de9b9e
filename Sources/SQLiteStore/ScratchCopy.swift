import Foundation
import ServiceLayer

/// A copy of a database and its log, for a user who may read both but not the index of the log,
/// which only the run's user may read.
///
/// If the log only grew while it was copied, the copied part holds one committed state. If the log
/// was restarted or the database was written, the copy is made again.
enum ScratchCopy {
  static func lend<Result>(of path: String, _ body: (String) throws -> Result) throws -> Result {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appending(path: "allot-reading-\(UUID().uuidString)")
    let copy = folder.appending(path: "allot.sqlite").path
    defer { try? files.removeItem(at: folder) }
    do {
      for _ in 1...attempts {
        try files.createDirectory(
          at: folder,
          withIntermediateDirectories: false,
          attributes: [.posixPermissions: 0o700]
        )
        let before = try State(path)
        for ending in ["", CompanionFiles.log] where files.fileExists(atPath: path + ending) {
          try files.copyItem(atPath: path + ending, toPath: copy + ending)
        }
        if try State(path) == before { return try body(copy) }
        try files.removeItem(at: folder)
      }
    } catch let error as CocoaError {
      throw StoreFailure(
        .unusable,
        "\(path) cannot be read by this user, nor copied to \(folder.deletingLastPathComponent().path)"
          + " (\(error.localizedDescription)): check the rights, and the room there"
      )
    }
    throw StoreFailure(.retry, "\(path) changes while it is read: run it again later")
  }

  private static let attempts = 5

  /// The state of a database, apart from the growth of its log.
  private struct State: Equatable {
    let size: UInt64?
    let modified: Date?
    let inode: UInt64?
    let logHead: Data

    init(_ path: String) throws {
      let found = try FileManager.default.attributesOfItem(atPath: path)
      size = found[.size] as? UInt64
      modified = found[.modificationDate] as? Date
      inode = found[.systemFileNumber] as? UInt64
      let log = FileHandle(forReadingAtPath: path + CompanionFiles.log)
      logHead = try log?.read(upToCount: 32) ?? Data()
      try log?.close()
    }
  }
}
