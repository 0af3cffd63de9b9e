import FileSystem
import Pipeline
import SQLiteStore
import ServiceLayer
import SystemPackage

/// Opens the store of a root; no other file of the program knows which kind of store it is.
enum Stores {
  /// The files that the store keeps beside its database.
  static let files = StoreFiles(content: [CompanionFiles.log], scratch: [CompanionFiles.index])

  /// Opens the store for a run, and creates or migrates it; the run lock must be held.
  static func forWriting(at database: FilePath) throws -> any Store {
    try SQLiteStore(path: database.string)
  }

  /// Reads what runs have committed; this needs only read permission.
  ///
  /// The body may be called more than once, so it must not print.
  ///
  /// - Returns: nil if there was no run yet.
  static func read<Answer>(
    _ folders: Folders,
    _ body: (any Store) throws -> Answer
  ) throws -> Answer? {
    guard try isThere(folders) else { return nil }
    return try SQLiteStore.reading(folders.database.string, body)
  }

  /// Writes a consistent copy to a new file; returns false if there was no run yet.
  static func copy(_ folders: Folders, to file: FilePath) throws -> Bool {
    guard try isThere(folders) else { return false }
    let copied: Void? = try SQLiteStore.reading(folders.database.string) { store in
      try file.removeFile()
      try store.backUp(to: file.string)
    }
    return copied != nil
  }

  /// Checks a backup and writes a copy of it to a new file.
  static func copy(ofBackup backup: FilePath, to file: FilePath) throws {
    try SQLiteStore.copy(ofBackup: backup.string, to: file.string)
  }

  static func checkup(_ folders: Folders, besideWriters: Bool) throws -> any StoreCheckup {
    try SQLiteCheckup(path: folders.database.string, besideWriters: besideWriters)
  }

  /// Whether there is a database to read; throws if there was one that is lost.
  private static func isThere(_ folders: Folders) throws -> Bool {
    if let missing = try NoSuchRoot(folders.root) { throw missing }
    if try folders.hasDatabase() { return true }
    if let lost = try LostDatabase(in: folders) { throw lost }
    return try folders.hasDatabase()
  }
}
