import Domain
import ServiceLayer

/// The products of one transaction; as in a real store, used-up batches are not loaded with them.
final class FakeProducts: ProductRepository {
  private let store: FakeStore
  private var loaded: [Sku: Product] = [:]
  private let events = EventLog()

  init(store: FakeStore) {
    self.store = store
    store.memory.source = RowSource(importID: 0, row: 0, line: 0)
  }

  var source: RowSource {
    get { store.memory.source }
    set {
      store.memory.source = newValue
      store.memory.run = store.tables.runs.last?.id ?? 0
    }
  }

  func prepare(for commands: [Command?]) {}

  func get(_ sku: Sku) -> Product? {
    if let known = loaded[sku] { return known }
    guard let version = store.memory.model.versions[sku] else { return nil }
    let open = store.memory.model.batches(of: sku).filter { $0.availableQuantity > 0 }
    return use(
      Product(
        sku: sku,
        version: version,
        batches: open,
        records: RecordsInMemory(of: sku, in: store.memory),
        events: events
      )
    )
  }

  func get(holding reference: BatchReference) -> Product? {
    store.memory.model.batches[reference].flatMap { get($0.first.sku) }
  }

  func add(_ sku: Sku) -> Product {
    store.memory.model.versions[sku] = 0
    return use(
      Product(sku: sku, records: RecordsInMemory(of: sku, in: store.memory), events: events)
    )
  }

  func creation(of reference: BatchReference) -> CreateBatch? {
    store.memory.model.batches[reference]?.first
  }

  func origin(of reference: BatchReference) -> RowOrigin? {
    store.memory.model.batches[reference].flatMap { origin($0.source) }
  }

  func origin(of orderID: OrderID, _ sku: Sku) -> RowOrigin? {
    store.memory.model.origin(of: orderID, sku).flatMap(origin)
  }

  func nextEvent() -> Event? { events.next() }

  func save() {
    for (sku, product) in loaded { store.memory.model.versions[sku] = product.version }
  }

  private func use(_ product: Product) -> Product {
    loaded[product.sku] = product
    return product
  }

  private func origin(_ source: RowSource) -> RowOrigin? {
    store.tables.find(source.importID).map {
      RowOrigin(file: $0.name.displayed, line: source.line)
    }
  }
}
