import GRDB

extension DatabaseMigrator {
  /// Registers that entries left alone are stored as names with reasons, no longer as sentences.
  mutating func registerLeftAloneLists() {
    registerMigration("2026-11-27 lists of what is left alone") { db in
      // The next run that reads the inbox makes a new list.
      try db.execute(sql: "UPDATE runs SET left_alone = '[]' WHERE left_alone <> '[]'")
    }
  }
}
