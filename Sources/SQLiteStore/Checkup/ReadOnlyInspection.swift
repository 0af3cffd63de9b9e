import Foundation
import GRDB

/// Opens a database so that reading it creates no files.
///
/// An ordinary reader of a database in WAL mode creates the `-wal` and `-shm` files and leaves them
/// behind, which fails in a folder that this user may not write. If there is no log, nobody is
/// writing: the file is then read as if it could not change, and `hasChanged` shows afterwards
/// whether it did.
struct ReadOnlyInspection {
  let queue: DatabaseQueue
  private let path: String
  /// The state of the file when it was opened; nil if SQLite's own locks protect the reading.
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
    // If possible, read without changing the index of the log.
    if let queue = try? Self.open(path, "readonly_shm=1") {
      self.queue = queue
    } else {
      queue = try Self.open(path, "mode=ro")
    }
  }

  /// Whether a change with a rollback journal is in progress, as when the database is created: a
  /// reader that ignores SQLite's locks would then see half of the change.
  static func mustWait(for path: String) -> Bool { Look.size(of: path + "-journal") > 0 }

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

  /// The result of stat(2), which does not open the file: that would drop SQLite's locks.
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
      logSize = Self.size(of: path + CompanionFiles.log)
    }

    static func size(of path: String) -> UInt64 {
      let found = try? FileManager.default.attributesOfItem(atPath: path)
      return found?[.size] as? UInt64 ?? 0
    }
  }
}
