import Foundation
import GRDB
package import ServiceLayer

/// The store on one SQLite file.
package final class SQLiteStore: Store {
  let connection: Connection
  private let products: SQLiteProducts
  package let ledger: any Ledger
  package let reports: any ReportSource

  /// Opens the database, making or migrating it.
  ///
  /// - Throws: `StoreFailure`, also where a newer version of the program made the file.
  package convenience init(path: String) throws {
    try self.init(connection: Connection.opening(path))
  }

  /// Opens the database for reading, while a run may be at work.
  package convenience init(reading path: String) throws {
    try self.init(connection: Connection.reading(path))
  }

  /// Writes a consistent copy of the database; the file must not exist.
  package func backUp(to path: String) throws { try connection.copy(to: path) }

  init(connection: Connection) throws {
    self.connection = connection
    products = SQLiteProducts(connection: connection)
    ledger = SQLiteLedger(connection: connection)
    reports = SQLiteReports(connection.database, path: connection.path)
  }

  /// Products in memory know the store's memory, and it knows them: here the circle ends.
  deinit { products.forget() }

  package func transaction<Result>(_ body: (any UnitOfWork) throws -> Result) throws -> Result {
    do {
      return try connection.chunk {
        try products.begin()
        let result = try body(
          SQLiteUnitOfWork(products: products, view: products, ledger: products)
        )
        try products.save()
        return result
      }
    } catch {
      products.forget()
      throw error
    }
  }

  package func settle() throws { try connection.translating { try connection.settle() } }

  package func rehearse<Result>(_ body: () throws -> Result) throws -> Result {
    defer { products.forget() }
    return try connection.rehearse(body)
  }
}

/// One transaction on the store.
final class SQLiteUnitOfWork: UnitOfWork {
  let products: any ProductRepository
  let view: any AllocationsView
  let ledger: any RowLedger

  init(products: any ProductRepository, view: any AllocationsView, ledger: any RowLedger) {
    self.products = products
    self.view = view
    self.ledger = ledger
  }
}
