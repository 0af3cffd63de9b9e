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
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      cause = .busy
      description =
        "\(path) is in use by another program (\(error.message ?? "busy")): run it again later"
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      cause = .damaged
      description = """
        \(path) is damaged (\(error.message ?? "not a database")): nothing was changed; put a \
        backup in its place, the input files are untouched
        """
    case .SQLITE_FULL:
      cause = .unusable
      description = "disk full while writing \(path): make room, then run it again"
    case .SQLITE_IOERR:
      cause = .unusable
      description = """
        the disk failed while \(path) was used (\(error.message ?? "I/O error")): look for a full \
        quota or a failing disk; what was being written is settled by the next run
        """
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      cause = .unusable
      description = """
        \(path) cannot be opened for writing (\(error.message ?? "cannot open")): check that the \
        folder exists and that this user may write there
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
}
