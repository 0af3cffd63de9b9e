import Foundation
import GRDB

/// Opens a database so that not even reading leaves something behind.
///
/// An ordinary reader of a database with a log makes its `-wal` and `-shm` files anew and leaves
/// them there, which a folder that may not be written forbids. Where there is no log, nobody is
/// writing: the file is read as if nothing could change it, and `hasChanged` tells afterwards
/// whether that was so.
struct TracelessReading {
  let queue: DatabaseQueue
  private let path: String
  /// How the file looked when it was opened; nil where SQLite's own locks guard the reading.
  private let before: Look?

  init(_ path: String, besideWriters: Bool) throws {
    self.path = path
    let look = Look(path)
    if !besideWriters, look.logSize == 0 {
      before = look
      queue = try Self.open(path, "immutable=1")
      return
    }
    before = nil
    // The log's index is left as it is, where one can read by it so.
    if let queue = try? Self.open(path, "readonly_shm=1") {
      self.queue = queue
    } else {
      queue = try Self.open(path, "mode=ro")
    }
  }

  func hasChanged() -> Bool { before.map { $0 != Look(path) } ?? false }

  private static func open(_ path: String, _ parameter: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.label = "allot checkup"
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    let safe = CharacterSet.urlPathAllowed.subtracting(["?", "#", "%"])
    let escaped = path.addingPercentEncoding(withAllowedCharacters: safe) ?? path
    let queue = try DatabaseQueue(
      path: "file://\(escaped)?\(parameter)",
      configuration: configuration
    )
    try queue.read { try $0.execute(sql: "SELECT 1 FROM sqlite_schema LIMIT 1") }
    return queue
  }

  /// What stat(2) says, which opens nothing: opening the file beside SQLite would drop its locks.
  private struct Look: Equatable {
    let size: UInt64?
    let modified: Date?
    let inode: Int?
    let logSize: UInt64

    init(_ path: String) {
      let files = FileManager.default
      let found = try? files.attributesOfItem(atPath: path)
      size = found?[.size] as? UInt64
      modified = found?[.modificationDate] as? Date
      inode = found?[.systemFileNumber] as? Int
      let log = try? files.attributesOfItem(atPath: path + "-wal")
      logSize = log?[.size] as? UInt64 ?? 0
    }
  }
}
