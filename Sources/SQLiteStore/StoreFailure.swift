import Foundation
import GRDB
import ServiceLayer

extension StoreFailure {
  /// Translates an error of SQLite into a message for the person who must act.
  init(_ error: DatabaseError, path: String) {
    switch error.resultCode {
    // SQLITE_PROTOCOL occurs if another process is stopped while it creates the database.
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
      self.init(
        .retry,
        "\(path) is in use by another program (\(error.message ?? "busy")): run it again later"
      )
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      self.init(.unusable, Self.damaged(path, error.message ?? "not a database"))
    // SQLite reports an I/O error if the disk has no room for the index of the log.
    case .SQLITE_IOERR where Self.freeBytes(at: path).map { $0 < 1 << 16 } ?? false:
      self.init(
        .unusable,
        """
        disk full while \(path) was used (\(error.message ?? "I/O error")): make room, then run it \
        again; whether the last commit took effect is unknown, the next run settles it
        """
      )
    case .SQLITE_FULL:
      self.init(
        .unusable,
        """
        disk full while writing \(path) (\(Self.room(at: path))): make room, then run it again; \
        what was committed is kept
        """
      )
    case .SQLITE_IOERR:
      self.init(
        .unusable,
        """
        the disk failed while \(path) was used (\(error.message ?? "I/O error"), \
        \(Self.room(at: path))): look for a full disk or quota, a limit of file sizes or a failing \
        disk; whether the last commit took effect is unknown, the next run settles it
        """
      )
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      self.init(
        .unusable,
        """
        \(path) cannot be opened as SQLite needs it (\(error.message ?? "cannot open")): check that \
        the folder exists, that this user may write there, that the disk is not read-only, and the \
        limit of open files
        """
      )
    default:
      self.init(.fault, "\(path): \(error)")
    }
  }

  /// Runs the body, and translates errors of SQLite.
  static func translating<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw StoreFailure(error, path: path)
    }
  }

  /// The message for a damaged database; it must be true before the first change and during a run.
  static func damaged(_ path: String, _ what: String) -> String {
    """
    \(path) is damaged (\(what)): restore a backup and run it again; no input file is \
    lost, and claimed files go back to the inbox then
    """
  }

  /// The free space: SQLite reports a full quota, and sometimes a full disk, as an I/O error.
  private static func room(at path: String) -> String {
    freeBytes(at: path).map { "\($0 >> 20) MB free" } ?? "free space unknown"
  }

  /// The free bytes on the disk of the database file; a link is followed first.
  private static func freeBytes(at path: String) -> Int? {
    let folder = URL(filePath: path).resolvingSymlinksInPath().deletingLastPathComponent().path
    let disk = try? FileManager.default.attributesOfFileSystem(forPath: folder)
    return disk?[.systemFreeSize] as? Int
  }
}
