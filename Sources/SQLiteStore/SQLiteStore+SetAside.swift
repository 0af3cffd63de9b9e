import Foundation
import GRDB
import ServiceLayer

extension SQLiteStore: SetAside {
  package func setAside() throws -> Set<[UInt8]> {
    try connection.read { db in
      Set(try Data.fetchAll(db, sql: "SELECT path FROM set_aside").map { Array($0) })
    }
  }

  package func setAside(_ paths: Set<[UInt8]>) throws {
    try connection.durableTransaction { db in
      for path in paths {
        try db.execute(
          sql: "INSERT OR IGNORE INTO set_aside (path) VALUES (?)",
          arguments: [Data(path)]
        )
      }
    }
  }
}
