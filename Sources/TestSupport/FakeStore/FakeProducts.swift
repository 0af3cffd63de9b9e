import Domain
import ServiceLayer

/// The products of one transaction; as in a real store, used-up batches are not loaded with them.
final class FakeProducts: ProductRepository {
  private let store: FakeStore
  private var loaded: [Sku: Product] = [:]
  let events = EventLog()

  init(store: FakeStore) {
    self.store = store
    store.memory.run = store.tables.runs.last?.id ?? 0
  }

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

  func skus(in orderID: OrderID) -> [Sku] {
    store.memory.model.numbers.keys.filter { $0.orderID == orderID }.map(\.sku)
      .sorted { $0.rawValue.utf8.lexicographicallyPrecedes($1.rawValue.utf8) }
  }

  func line(_ orderID: OrderID, _ sku: Sku) -> KnownLine? {
    RecordsInMemory(of: sku, in: store.memory).line(orderID)
  }

  func withdraw(_ deferred: DeferredLine, from origin: Origin) {
    let (line, source) = (deferred.line, deferred.source)
    let number = LineNumber(importID: source.importID, row: source.row)
    var stored = WriteModel.StoredLine(
      line: line,
      first: line.quantity,
      source: source,
      since: store.memory.run
    )
    stored.cancelled = origin
    stored.wasWaiting = true
    store.memory.model.lines[number] = stored
    store.memory.model.numbers[WriteModel.Key(line.orderID, line.sku)] = number
    store.memory.calledOffOrRevived(line.orderID, line.sku)
  }

  func creation(of reference: BatchReference) -> CreateBatch? {
    store.memory.model.batches[reference]?.first
  }

  func save() {
    for (sku, product) in loaded { store.memory.model.versions[sku] = product.version }
  }

  private func use(_ product: Product) -> Product {
    loaded[product.sku] = product
    return product
  }
}
