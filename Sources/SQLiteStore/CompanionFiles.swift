/// The files that SQLite keeps beside a database: the suffixes of their names.
package enum CompanionFiles {
  /// The log: only this file has the newest commits.
  package static let log = "-wal"
  /// The index of the log; SQLite recreates it when it is missing.
  package static let index = "-shm"
}
