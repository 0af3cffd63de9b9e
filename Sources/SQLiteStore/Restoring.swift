import Foundation
import GRDB
import ServiceLayer

extension SQLiteStore {
  /// Checks a backup and copies it to a file, which must not exist.
  ///
  /// - Throws: `StoreFailure` of the kind `wrongUsage` if the backup cannot be used: it is damaged or
  ///   empty, changed during the copy, or was made by another program or a newer version.
  package static func copy(ofBackup backup: String, to path: String) throws {
    do {
      let inspection = try ReadOnlyInspection(backup, besideWriters: false)
      try inspection.queue.writeWithoutTransaction { db in
        try ApplicationID.check(db, at: backup)
        let migrator = DatabaseMigrator.ofAllot
        guard try !migrator.hasBeenSuperseded(db) else {
          throw StoreFailure.madeByANewerVersion(backup)
        }
        guard try !migrator.appliedIdentifiers(db).isEmpty else {
          throw StoreFailure(.wrongUsage, "\(backup) is empty: no run has ever written to it")
        }
        let found = try String.fetchOne(db, sql: "PRAGMA integrity_check(1)")
        guard found == "ok" else {
          throw StoreFailure(
            .wrongUsage,
            "\(backup) is damaged (\(found ?? "no answer")): take another"
          )
        }
        try db.execute(sql: "VACUUM INTO ?", arguments: [path])
      }
      guard !inspection.hasChanged() else {
        throw StoreFailure(.wrongUsage, "\(backup) was changed while it was copied: is it in use?")
      }
    } catch let failure as StoreFailure {
      throw StoreFailure(.wrongUsage, failure.description)
    } catch DatabaseError.SQLITE_CORRUPT, DatabaseError.SQLITE_NOTADB {
      throw StoreFailure(.wrongUsage, "\(backup) is damaged, or no database: take another")
    } catch let error as DatabaseError {
      throw StoreFailure(error, path: path)
    }
  }
}
