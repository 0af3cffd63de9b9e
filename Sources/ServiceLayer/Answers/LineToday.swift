/// An accepted order line as it is today.
package struct LineToday: Equatable, Sendable {
  package enum Place: Equatable, Sendable {
    case allocated(BatchToday)
    case waiting(PlaceInQueue)
    /// The row is nil if the line was cancelled by an old version, which did not store the row.
    case cancelled(by: RowPlace?, whileWaiting: Bool)
  }

  package let orderID: String
  package let sku: String
  package let quantity: Int
  /// The row that ordered it; nil if it is not known.
  package let ordered: RowPlace?
  package let place: Place

  package init(
    orderID: String,
    sku: String,
    quantity: Int,
    ordered: RowPlace?,
    place: Place
  ) {
    self.orderID = orderID
    self.sku = sku
    self.quantity = quantity
    self.ordered = ordered
    self.place = place
  }
}

/// The position of a back-order among those of its sku, which are served oldest first.
package struct PlaceInQueue: Equatable, Sendable {
  /// The run in which it last began to wait, and the start of that run in seconds since 1970.
  package let since: String
  package let sinceStarted: Int
  /// The number of older back-orders of the sku, and the sum of their quantities.
  package let linesBefore: Int
  package let unitsBefore: Int

  package init(since: String, sinceStarted: Int, linesBefore: Int, unitsBefore: Int) {
    self.since = since
    self.sinceStarted = sinceStarted
    self.linesBefore = linesBefore
    self.unitsBefore = unitsBefore
  }
}

/// The back-orders, counted.
package struct WaitingLines: Equatable, Sendable {
  package var lines = 0
  package var units = 0
  package var skus = 0
  /// The start of the run in which the longest-waiting line began to wait, in seconds since 1970;
  /// nil if no line waits.
  package var oldest: Int?

  package init(lines: Int = 0, units: Int = 0, skus: Int = 0, oldest: Int? = nil) {
    self.lines = lines
    self.units = units
    self.skus = skus
    self.oldest = oldest
  }
}

/// A batch as it is today.
package struct BatchToday: Equatable, Sendable {
  package let sku: String
  package let reference: String
  /// `YYYY-MM-DD`; nil if it is in the warehouse.
  package let eta: String?
  package let purchased: Int
  package let available: Int
  /// The units allocated to order lines.
  package var promised: Int { purchased - available }

  package init(sku: String, reference: String, eta: String?, purchased: Int, available: Int) {
    self.sku = sku
    self.reference = reference
    self.eta = eta
    self.purchased = purchased
    self.available = available
  }
}

/// The free stock of one sku.
package struct FreeStock: Equatable, Sendable {
  /// The number of batches with stock available.
  package let batches: Int
  package let units: Int
  /// The largest of them: most available first, then in the order in which they were created.
  package let largest: [BatchToday]

  package init(batches: Int, units: Int, largest: [BatchToday]) {
    self.batches = batches
    self.units = units
    self.largest = largest
  }
}
