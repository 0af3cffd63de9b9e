import Domain
import ServiceLayer

/// The rows that created the lines and batches of the fake store.
final class FakeOrigins: OriginLookup {
  private let store: FakeStore

  init(store: FakeStore) { self.store = store }

  func origin(of reference: BatchReference) -> FilePosition? {
    store.memory.model.batches[reference].flatMap { origin($0.source) }
  }

  func origin(of orderID: OrderID, _ sku: Sku) -> FilePosition? {
    store.memory.model.origin(of: orderID, sku).flatMap(origin)
  }

  private func origin(_ source: RowSource) -> FilePosition? {
    store.tables.find(source.importID).map {
      FilePosition(file: $0.name.displayed, line: source.line)
    }
  }
}
