import Domain
import ServiceLayer

/// One transaction on the fake store.
final class FakeUnitOfWork: UnitOfWork {
  private let store: FakeStore
  private let repository: FakeProducts

  init(store: FakeStore) {
    self.store = store
    repository = FakeProducts(store: store)
  }

  var products: any ProductRepository { repository }
  var events: EventLog { repository.events }
  var view: any AllocationsView { FakeView(store: store) }
  var changes: any ChangeRecorder { FakeChangeRecorder(store: store) }
  var rows: any RowRecorder { FakeRowRecorder(store: store) }
  var origins: any OriginLookup { FakeOrigins(store: store) }
  var deferredLines: any DeferredLines { FakeDeferredLines(store: store) }

  func knows(_ key: RowKey) -> Bool { store.knows(key) }

  /// In memory, looking ahead is not faster.
  func prepare(for commands: [Command?]) {}

  func save() { repository.save() }
}

/// The read model of the fake store.
final class FakeView: AllocationsView {
  private let store: FakeStore

  init(store: FakeStore) { self.store = store }

  func add(_ line: OrderLine, on reference: BatchReference) {
    store.view[WriteModel.Key(line.orderID, line.sku)] = ViewDifference.Place(
      quantity: line.quantity,
      reference: reference.rawValue
    )
  }

  func remove(_ line: OrderLine, from reference: BatchReference) {
    store.view[WriteModel.Key(line.orderID, line.sku)] = nil
  }
}
