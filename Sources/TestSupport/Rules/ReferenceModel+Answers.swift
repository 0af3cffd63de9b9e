import Domain

/// The expected answer about a line.
package struct LineFacts: Equatable, Sendable {
  package struct Queue: Equatable, Sendable {
    package let since: String
    package let place: Int
    package let unitsBefore: Int
    package let why: String
    package let free: Int
    package let batches: Int
    /// The largest free batches, as `ref available`.
    package let largest: [String]

    package init(
      since: String,
      place: Int,
      unitsBefore: Int,
      why: String,
      free: Int,
      batches: Int,
      largest: [String]
    ) {
      self.since = since
      self.place = place
      self.unitsBefore = unitsBefore
      self.why = why
      self.free = free
      self.batches = batches
      self.largest = largest
    }
  }

  package let sku: String
  package let quantity: Int
  /// `file:line, run RUN`; without the run if the line is cancelled, because a withdrawn line came
  /// in an earlier run than its withdrawal.
  package let ordered: String?
  /// The batch and its eta, if the line is allocated.
  package let batch: String?
  package let eta: String?
  package let isCancelled: Bool
  package let queue: Queue?

  package init(
    sku: String,
    quantity: Int,
    ordered: String?,
    batch: String?,
    eta: String?,
    isCancelled: Bool,
    queue: Queue?
  ) {
    self.sku = sku
    self.quantity = quantity
    self.ordered = ordered
    self.batch = batch
    self.eta = eta
    self.isCancelled = isCancelled
    self.queue = queue
  }
}

extension ReferenceModel {
  package var orders: [String] { Set(lines.map(\.orderID)).sorted() }

  /// The expected answer about the lines of an order, by sku.
  package func facts(ofOrder orderID: String) -> [LineFacts] {
    lines.filter { $0.orderID == orderID }.sorted { $0.sku < $1.sku }.map { line in
      LineFacts(
        sku: line.sku,
        quantity: line.quantity,
        ordered: line.isCancelled ? line.origin : "\(line.origin), run \(line.ordered)",
        batch: line.batch.map(reference),
        eta: line.batch.flatMap { batches[$0].eta },
        isCancelled: line.isCancelled,
        queue: line.isWaiting ? queue(line) : nil
      )
    }
  }

  /// The batch of a line today; nil if it is not allocated.
  package func batch(ofOrder orderID: String, _ sku: String) -> String? {
    lines.first { $0.orderID == orderID && $0.sku == sku }?.batch.map(reference)
  }

  /// The references of the batches with an eta before a day, by day, with their allocated units.
  package func lateBatches(before day: String) -> (references: [String], promised: Int) {
    let late = batches.indices.filter {
      batches[$0].quantity > 0 && (batches[$0].eta.map { $0 < day } ?? false)
    }
    .sorted {
      (batches[$0].eta ?? "", reference($0)) < (batches[$1].eta ?? "", reference($1))
    }
    return (
      late.map(reference),
      late.reduce(0) { $0 + batches[$1].quantity - available($1) }
    )
  }

  private func queue(_ line: Line) -> LineFacts.Queue {
    let before = lines.prefix { $0.orderID != line.orderID || $0.sku != line.sku }
      .filter { $0.isWaiting && $0.sku == line.sku }
    let free = batches.indices.filter {
      batches[$0].first.sku.rawValue == line.sku && available($0) > 0
    }.sorted { (available($1), $0) < (available($0), $1) }
    return LineFacts.Queue(
      since: line.since,
      place: before.count + 1,
      unitsBefore: before.reduce(0) { $0 + $1.quantity },
      why: why(line),
      free: self.free(line.sku).reduce(0, +),
      batches: free.count,
      largest: free.prefix(3).map { "\(reference($0)) \(available($0))" }
    )
  }
}
