import Foundation
import GRDB
package import ServiceLayer

/// The store on one SQLite file.
package final class SQLiteStore: Store {
  let connection: Connection
  private let session: WriteSession
  package let runs: any RunLedger
  package let imports: any ImportLedger
  package let rows: any RowLedger
  package let nights: any NightLedger
  package let changes: any ChangeFeed
  package let reports: any ReportSource
  package let answers: any AnswerSource

  /// Opens the database; creates or migrates it if necessary.
  ///
  /// - Throws: `StoreFailure`, also if a newer version of the program made the file.
  package convenience init(path: String) throws {
    try self.init(connection: Connection.opening(path))
  }

  /// Writes a consistent copy of the database; the file must not exist.
  package func backUp(to path: String) throws { try connection.copy(to: path) }

  init(connection: Connection) throws {
    self.connection = connection
    session = WriteSession(connection: connection)
    runs = SQLiteRunLedger(connection: connection)
    imports = SQLiteImportLedger(connection: connection)
    rows = SQLiteRowLedger(connection: connection)
    nights = SQLiteNightLedger(connection: connection)
    changes = SQLiteChangeFeed(connection: connection)
    reports = SQLiteReports(connection.database, path: connection.path)
    answers = SQLiteAnswers(connection: connection)
  }

  package func transaction<Result>(_ body: (any UnitOfWork) throws -> Result) throws -> Result {
    let result = try backgroundTransaction(body)
    do {
      try flush()
    } catch {
      // The state in memory depends on changes that were not committed.
      session.forget()
      throw error
    }
    return result
  }

  package func backgroundTransaction<Result>(
    _ body: (any UnitOfWork) throws -> Result
  ) throws -> Result {
    do {
      return try connection.chunk {
        try session.begin()
        let result = try body(session)
        try session.save()
        return result
      }
    } catch {
      session.forget()
      throw error
    }
  }

  package func flush() throws {
    try connection.translating { try connection.awaitBackgroundWrite() }
  }

  package func rehearse<Result>(_ body: () throws -> Result) throws -> Result {
    defer { session.forget() }
    return try connection.rehearse(body)
  }
}
