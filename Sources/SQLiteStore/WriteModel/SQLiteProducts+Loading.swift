import Domain

extension SQLiteProducts {
  /// Whether there may be products that are not in memory; their numbers have no gaps.
  var mayKnowMoreProducts: Bool { loaded.count < marks.nextProduct - 1 }

  /// Loads the products that commands name, but for those that are in memory.
  func loadProducts(for commands: [Command?]) throws {
    guard mayKnowMoreProducts else { return }
    var skus: Set<Sku> = []
    for case let sku? in commands.lazy.map({ $0?.sku }) where loaded.find(sku) == nil {
      skus.insert(sku)
    }
    // A few are loaded as they come.
    guard skus.count > 8 else { return }
    try load(skus.sorted { $0.rawValue < $1.rawValue })
  }

  /// Loads products that are not in memory, where they are known.
  ///
  /// The batches of a product lie far apart: each table is read once, in its own order, so that no
  /// page is read for every row that lies on it.
  func load(_ skus: [Sku]) throws {
    var found: [FoundProduct] = []
    try connection.lookAtOneState { db in
      try db.rows("SELECT id, version FROM products WHERE sku = ?", for: skus) { row, sku in
        row.bind(sku.rawValue)
      } _: { sku, row in
        found.append(FoundProduct(id: row.number(0), sku: sku, version: row.number(1)))
      }
      found.sort { $0.id < $1.id }
      var open: [OpenBatch] = []
      try db.rows(
        "SELECT batch, available, newest FROM stock WHERE product = ?",
        for: found.indices
      ) { row, place in
        row.bind(found[place].id)
      } _: { place, row in
        open.append(OpenBatch(row, ofProductAt: place))
      }
      open.sort { $0.number < $1.number }
      try db.rows("SELECT ref, purchased, eta FROM batches WHERE number = ?", for: open) {
        $0.bind($1.number)
      } _: { batch, row in
        found[batch.product].batches.append(batch.batch(row))
      }
    }
    for product in found {
      let records = SQLiteRecords(id: product.id, sku: product.sku, products: self)
      countBatches(max(1, product.batches.count))
      keep(
        Product(
          sku: product.sku,
          version: product.version,
          batches: product.batches,
          records: records,
          events: events
        ),
        records
      )
    }
  }
}

private struct FoundProduct {
  let id: Int
  let sku: Sku
  let version: Int
  var batches: [Batch] = []
}

/// A batch with something available, as the stock tells of it.
private struct OpenBatch {
  /// The place of its product among those found.
  let product: Int
  let number: Int
  private let available: Int
  private let newest: LineNumber?

  /// Reads batch, available and newest.
  init(_ row: RawRow, ofProductAt place: Int) {
    product = place
    number = row.number(0)
    available = row.number(1)
    newest = row.isNull(2) ? nil : LineNumber(rawValue: row.number(2))
  }

  /// Reads reference, purchased and eta.
  func batch(_ row: RawRow) -> Batch {
    Batch(
      reference: BatchReference(rawValue: row.text(0)),
      number: number,
      purchasedQuantity: row.number(1),
      allocatedQuantity: row.number(1) - available,
      eta: row.isNull(2) ? nil : Day(row.bytes(2)),
      newestAllocation: newest
    )
  }
}
