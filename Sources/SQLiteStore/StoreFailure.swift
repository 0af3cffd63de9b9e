import Foundation
import GRDB

/// The database cannot be used as it is: what happened, and what to do.
package struct StoreFailure: Error, Equatable, CustomStringConvertible {
  package enum Cause: Equatable, Sendable {
    /// Another program holds the database; nothing changed.
    case busy
    /// Full disk, quota, I/O error, no permission: the outcome of a commit under way is unknown.
    case unusable
    /// The file is not a sound SQLite database.
    case damaged
    /// Nothing was ever written to it: a run died while it made the database.
    case empty
    /// A newer version of the program made it.
    case newer
    /// The program itself asked for what the schema forbids.
    case fault
  }

  package let cause: Cause
  package let description: String

  /// Words a failure of SQLite for the one who will act.
  init(_ error: DatabaseError, path: String) {
    switch error.resultCode {
    // The last is said where another process stands still while it makes the database.
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
      cause = .busy
      description =
        "\(path) is in use by another program (\(error.message ?? "busy")): run it again later"
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      cause = .damaged
      description = Self.damaged(path, error.message ?? "not a database")
    case .SQLITE_FULL:
      cause = .unusable
      description = """
        disk full while writing \(path) (\(Self.room(at: path))): make room, then run it again; \
        what was committed is kept
        """
    case .SQLITE_IOERR:
      cause = .unusable
      description = """
        the disk failed while \(path) was used (\(error.message ?? "I/O error"), \
        \(Self.room(at: path))): look for a full disk or quota, a limit of file sizes or a failing \
        disk; whether the last commit took effect is unknown, the next run settles it
        """
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      cause = .unusable
      description = """
        \(path) cannot be opened as SQLite needs it (\(error.message ?? "cannot open")): check that \
        the folder exists, that this user may write there, that the disk is not read-only, and the \
        limit of open files
        """
    default:
      cause = .fault
      description = "\(path): \(error)"
    }
  }

  init(_ cause: Cause, _ description: String) {
    self.cause = cause
    self.description = description
  }

  /// Runs the body, and words what SQLite says for the one who will act.
  static func translating<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw StoreFailure(error, path: path)
    }
  }

  /// Words damage so that it is true before the first change, and in the middle of a run.
  static func damaged(_ path: String, _ what: String) -> String {
    """
    \(path) is damaged (\(what)): put a backup in its place and run it again; no input file is \
    lost, and what lies claimed goes back to the inbox then
    """
  }

  /// How much room there is: a full quota, and a full disk now and then, SQLite calls a failed one.
  private static func room(at path: String) -> String {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    let free = try? FileManager.default.attributesOfFileSystem(forPath: folder)[.systemFreeSize]
    return (free as? Int).map { "\($0 >> 20) MB free" } ?? "free space unknown"
  }
}
