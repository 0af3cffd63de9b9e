import GRDB

extension DatabaseMigrator {
  /// Registers indexes that find the few runs that a night needs, among all earlier runs.
  mutating func registerRunIndexes() {
    registerMigration("2026-11-27 indexes of runs") { db in
      try db.execute(
        sql: """
          CREATE INDEX runs_unfinished ON runs (id) WHERE phase <> 'finished';
          -- Only the newest run that looked into the inbox keeps its list.
          UPDATE runs SET left_alone = '[]' WHERE id < (SELECT max(id) FROM runs);
          CREATE INDEX runs_with_left_alone ON runs (id) WHERE left_alone <> '[]';
          """
      )
    }
  }
}
