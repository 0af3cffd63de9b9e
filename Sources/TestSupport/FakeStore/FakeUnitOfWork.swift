import Domain
import ServiceLayer

/// One transaction on the fake store: its products, and the view and rows they are kept in.
final class FakeUnitOfWork: UnitOfWork {
  private let store: FakeStore
  private let repository: FakeProducts

  init(store: FakeStore) {
    self.store = store
    repository = FakeProducts(store: store)
  }

  var products: any ProductRepository { repository }
  var view: any AllocationsView { FakeView(store: store) }
  var ledger: any RowLedger { FakeRowLedger(store: store) }

  func save() { repository.save() }
}

/// The read model of the fake store, with the list of its changes.
final class FakeView: AllocationsView {
  private let store: FakeStore

  init(store: FakeStore) { self.store = store }

  func add(_ line: OrderLine, on reference: BatchReference) {
    store.view[WriteModel.Key(line.orderID, line.sku)] = ViewDifference.Place(
      quantity: line.quantity,
      reference: reference.rawValue
    )
    tell("allocated", line, reference)
  }

  func remove(_ line: OrderLine, from reference: BatchReference) {
    store.view[WriteModel.Key(line.orderID, line.sku)] = nil
    tell("deallocated", line, reference)
  }

  private func tell(_ change: String, _ line: OrderLine, _ reference: BatchReference) {
    store.changes.append(
      FakeStore.Change(
        placement: Placement(
          orderID: line.orderID.rawValue,
          sku: line.sku.rawValue,
          quantity: line.quantity,
          reference: reference.rawValue
        ),
        change: change
      )
    )
  }
}
