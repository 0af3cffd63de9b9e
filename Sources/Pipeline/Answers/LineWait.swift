import Domain
package import ServiceLayer

/// Why a line waits, and what would serve it.
package struct LineWait: Equatable, Sendable, Encodable {
  package struct FreeBatch: Equatable, Sendable, Encodable {
    package let ref: String
    package let available: Int
  }

  /// The run in which it last began to wait.
  package let since: String
  package let nights: Int
  /// 1 is the line that is served first.
  package let place: Int
  package let why: WaitReason
  /// The free stock of its sku: the units, the number of batches, and the units of the largest.
  package let free: Int
  package let batches: Int
  package let largest: Int
  /// The largest batches, most available first.
  package let freeBatches: [FreeBatch]
  package let cure: Cure
  /// Rejected rows that would have created a batch; correcting them is the first thing to do.
  package let refused: [RefusedBatch]

  init(
    quantity: Int,
    _ place: PlaceInQueue,
    _ stock: FreeStock,
    nights: Int,
    refused: [RefusedBatch]
  ) {
    self.refused = refused
    since = place.since
    self.nights = nights
    self.place = place.linesBefore + 1
    why = WaitReason(wanted: quantity, free: stock.units)
    free = stock.units
    batches = stock.batches
    largest = stock.largest.first?.available ?? 0
    freeBatches = stock.largest.map { FreeBatch(ref: $0.reference, available: $0.available) }
    cure = Cure(quantity: quantity, place, stock)
  }

  /// The free stock in batches that are not listed.
  package var others: (batches: Int, units: Int) {
    (
      batches: batches - freeBatches.count,
      units: free - freeBatches.reduce(0) { $0 + $1.available }
    )
  }
}

/// What would give a waiting line its stock, including the units that older lines would take first.
package struct Cure: Equatable, Sendable, Encodable {
  /// A row of a quantities file.
  package struct Correction: Equatable, Sendable, Encodable {
    package let ref: String
    package let qty: Int
  }

  /// A new batch of this many units is enough; nil if no batch can be so large.
  package let batchOfAtLeast: Int?
  /// The largest free batch with a higher purchased quantity; nil if there is none, or if it cannot
  /// be so large.
  package let correction: Correction?
  /// The older lines of the sku, which are served first, and their units.
  package let linesBefore: Int
  package let unitsBefore: Int

  init(quantity: Int, _ place: PlaceInQueue, _ stock: FreeStock) {
    linesBefore = place.linesBefore
    unitsBefore = place.unitsBefore
    let wanted = place.unitsBefore + quantity
    batchOfAtLeast = wanted <= Quantity.largest ? wanted : nil
    correction = stock.largest.first.flatMap { batch in
      let raised = batch.purchased + wanted - batch.available
      return raised <= Quantity.largest ? Correction(ref: batch.reference, qty: raised) : nil
    }
  }
}
