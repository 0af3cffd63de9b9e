import Glibc

/// Prevents users who may only read the database from blocking a run.
///
/// SQLite locks ranges of its files. Anyone who can open a file, even only for reading, can hold
/// such a lock for any length of time. Two kinds of locks stop a run: locks on the index of the
/// log, the `-shm` file, which SQLite makes as readable as the database; and locks on a new
/// database that has no log yet.
struct OwnersFiles {
  private let database: String
  private let isNew: Bool

  init(of path: String) {
    database = path
    var status = stat()
    isNew = stat(path, &status) != 0 || status.st_size == 0
  }

  /// Creates the index, and a new database, readable only by the owner, before SQLite creates them.
  func prepare() {
    if isNew { close(database) }
    closeIndex()
  }

  /// Lets the group read a new database, once it has its log.
  func letGroupRead() {
    if isNew { chmod(database, 0o640) }
  }

  /// Allows only the owner to open a file; creates the file if it is missing.
  ///
  /// An existing file is never opened, since closing it would drop SQLite's locks on it. Errors are
  /// ignored: SQLite reports them better.
  private func close(_ path: String, filler: [UInt8] = []) {
    let made = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard made >= 0 else {
      chmod(path, 0o600)
      return
    }
    _ = write(made, filler, filler.count)
    Glibc.close(made)
  }

  /// Does the same for the index, with one byte in it.
  ///
  /// SQLite gives an empty index the mode of the database, but does not change the mode of one with
  /// contents. It truncates an index that no process has open.
  private func closeIndex() { close(database + CompanionFiles.index, filler: [0]) }
}
