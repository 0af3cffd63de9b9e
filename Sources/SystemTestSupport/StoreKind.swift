import TestSupport
import SQLiteStore
package import ServiceLayer

/// The stores that must fulfil the contract of the ports.
package enum StoreKind: String, CaseIterable, Sendable {
  case fake, sqlite

  /// Lends a new store; SQLite's is in a file of its own.
  package func withStore<Result>(_ body: (any Store) throws -> Result) throws -> Result {
    try withReopening { store, _ in try body(store) }
  }

  /// Lends a new store, and a way to open it again as another process would.
  package func withReopening<Result>(
    _ body: (any Store, @escaping () throws -> any Store) throws -> Result
  ) throws -> Result {
    switch self {
    case .fake:
      let store = FakeStore()
      return try body(store) { store }
    case .sqlite:
      return try withTemporaryFolder { folder in
        let path = folder + "/allot.sqlite"
        let store = try SQLiteStore(path: path)
        return try body(store) {
          try store.flush()
          return try SQLiteStore(path: path)
        }
      }
    }
  }
}
