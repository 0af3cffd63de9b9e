import Domain
import GRDB

/// A product as it is in the database, with its open batches.
struct FoundProduct {
  let id: Int
  let sku: Sku
  let version: Int
  let ordered: OrderedSince
  fileprivate(set) var batches: [Batch] = []
}

/// Loads many products together.
struct ProductLoader {
  let connection: Connection

  /// Loads the products that are known.
  ///
  /// The batches of a product are far apart in the file. So each table is read once, in the order
  /// of its key; no page is read again for each row on it.
  func load(_ skus: [Sku]) throws -> [FoundProduct] {
    var found: [FoundProduct] = []
    try connection.lookAtOneState { db in
      try db.rows(
        "SELECT id, version, ordered_since, ordered FROM products WHERE sku = ?",
        for: skus
      ) { row, sku in
        row.bind(sku.rawValue)
      } _: { sku, row in
        let ordered = OrderedSince(run: row.number(2), units: row.number(3))
        found.append(
          FoundProduct(id: row.number(0), sku: sku, version: row.number(1), ordered: ordered)
        )
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
    return found
  }
}

/// A batch with stock available, as a row of `stock`.
private struct OpenBatch {
  /// The index of its product among those found.
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
