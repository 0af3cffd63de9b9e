import Foundation
import GRDB
import ServiceLayer

extension SQLiteStore {
  /// Reads from the committed state, even during a run, and changes no files.
  ///
  /// It needs only read permission. The body must not write. It is called again if the database
  /// changed while it was read; what it read before is then discarded.
  ///
  /// - Returns: nil if nothing was ever committed: no run has created the database, or a run was
  ///   interrupted while it created the database.
  /// - Throws: `StoreFailure` if no reliable answer is possible.
  package static func reading<Answer>(
    _ path: String,
    _ body: (SQLiteStore) throws -> Answer
  ) throws -> Answer? {
    try StoreFailure.translating(path) {
      // The first attempt reads without locks if possible. If a run begins or ends meanwhile, the
      // next attempt reads with locks.
      for attempt in 1..<attempts {
        let besideWriters = attempt.isMultiple(of: 2) || ReadOnlyInspection.mustWait(for: path)
        do {
          let inspection = try ReadOnlyInspection(path, besideWriters: besideWriters)
          let answer = Result { try read(inspection, path, body) }
          if !inspection.hasChanged() { return try answer.get() }
        } catch DatabaseError.SQLITE_CANTOPEN {
          // The log existed, but the run that wrote it has ended and removed it.
        } catch DatabaseError.SQLITE_READONLY {
          throw StoreFailure(
            .unusable,
            "\(path) was left half-written by a run that died: the next run repairs it"
          )
        }
      }
      return try ScratchCopy.lend(of: path) { copy in
        try read(ReadOnlyInspection(copy, besideWriters: true), copy, body)
      }
    }
  }

  /// How many times to try if the database changes every time.
  private static let attempts = 6

  private static func read<Answer>(
    _ inspection: ReadOnlyInspection,
    _ path: String,
    _ body: (SQLiteStore) throws -> Answer
  ) throws -> Answer? {
    let isSetUp = try inspection.queue.read { db in
      let migrator = DatabaseMigrator.ofAllot
      try ApplicationID.check(db, at: path)
      guard try !migrator.hasBeenSuperseded(db) else {
        throw StoreFailure.madeByANewerVersion(path)
      }
      if try migrator.hasCompletedMigrations(db) { return true }
      guard try migrator.appliedIdentifiers(db).isEmpty || !hasRuns(db) else {
        throw StoreFailure(
          .unusable,
          "\(path) was made by an older version of allot: the next run, or `allot report`, brings it "
            + "up to date"
        )
      }
      return false
    }
    guard isSetUp else { return nil }
    return try body(SQLiteStore(connection: Connection(inspection.queue, path: path)))
  }

  private static func hasRuns(_ db: Database) throws -> Bool {
    try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM runs)") ?? false
  }
}
