import Domain
package import ServiceLayer

/// Answers the questions of people, pages and other programs about a root.
///
/// It only reads, through the ports of the store. Ages and days are counted to the newest run, so
/// the same nights give the same answers at any time.
package struct Answers {
  let store: any Store
  /// The newest run; nil if there was none.
  let newest: Run?

  package init(_ store: any Store) throws {
    self.store = store
    newest = try store.runs.newest(1).first
  }

  /// The state of an order, or of one line of it.
  ///
  /// The state is `unknown` if no line was accepted and no open row asks for one; rows that would
  /// change the order may still be open.
  package func order(_ orderID: String, sku: String? = nil) throws -> OrderAnswer {
    func isAsked(_ other: String?) -> Bool { sku == nil || other == sku }
    let rows = try OpenOrderRows(self).rows(of: orderID).filter { isAsked($0.sku) }
    let lines = try store.answers.lines(of: OrderID(rawValue: orderID))
      .filter { isAsked($0.sku) }.map(line)
    let isUnknown = sku == nil && lines.isEmpty && !rows.contains(where: \.asksForALine)
    return OrderAnswer(
      orderid: orderID,
      lines: lines,
      rows: rows,
      near: try isUnknown ? store.reports.nearest(.order, to: orderID) : nil
    )
  }

  private func line(_ line: LineToday) throws -> OrderAnswer.Line {
    var answer = OrderAnswer.Line(sku: line.sku, qty: line.quantity, ordered: line.ordered)
    switch line.place {
    case .allocated(let batch):
      answer.batch = OrderAnswer.Batch(
        ref: batch.reference,
        eta: batch.eta,
        isLate: isPast(batch.eta)
      )
    case .waiting(let place):
      let free = try store.answers.freeStock(
        of: Sku(rawValue: line.sku),
        naming: Self.batchesNamed
      )
      answer.waiting = LineWait(
        quantity: line.quantity,
        place,
        free,
        nights: nights(since: place.sinceStarted),
        refused: try RefusedBatches(store).rows(of: line.sku)
      )
    case .cancelled(let row, let whileWaiting):
      answer.cancelled = OrderAnswer.Cancellation(by: row, wasWaiting: whileWaiting)
    }
    return answer
  }

  private static let batchesNamed = 3

  // MARK: - Days

  /// How many nights passed between a moment and the newest run.
  func nights(since started: Int) -> Int {
    newest.map { max(0, $0.started / UTCTime.secondsOfADay - started / UTCTime.secondsOfADay) } ?? 0
  }

  /// Whether a day is before that of the newest run.
  private func isPast(_ day: String?) -> Bool {
    guard let day, let newest else { return false }
    return day < UTCTime.day(newest.started)
  }
}
