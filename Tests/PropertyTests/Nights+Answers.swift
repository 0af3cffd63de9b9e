import Domain
import Pipeline
import ServiceLayer
import TestSupport
import Testing

extension Nights {
  /// The answer about an order follows the rules, and the proposed cure of a line works.
  func expectAnswers() throws {
    let answers = try Answers(store)
    let orders = model.orders
    // Of many orders, some are enough.
    for order in orders.enumerated().filter({ $0.offset % (1 + orders.count / 12) == 0 }) {
      let answer = try answers.order(order.element)
      #expect(answer.lines.map(LineFacts.init) == model.facts(ofOrder: order.element), place)
      #expect(answer.state == state(of: answer.orderid), place)
      for line in answer.lines where line.waiting != nil { expectCured(line, of: answer.orderid) }
    }
    #expect(try answers.order("nobody's").state == .unknown)
    try expectCounts(orders.map(state))
  }

  private func expectCounts(_ states: [OrderAnswer.State]) throws {
    func count(_ state: OrderAnswer.State) -> Int { states.filter { $0 == state }.count }
    let counts = OrderCounts(
      complete: count(.complete),
      partly: count(.partly),
      waiting: count(.waiting)
    )
    #expect(try store.answers.orderCounts() == counts, place)
    // The page counts them, and the waiting units, while the reports are written.
    #expect(try notes(.allocations) == [.orders(counts)], place)
    let short = try reportRows(.shortages)
    #expect(
      try store.answers.waiting().told
        == [sum(short, 1), sum(short, 2), short.count],
      place
    )
    let expected = model.lateBatches(before: "2026-12-02")
    let late = try store.answers.lateBatches(before: "2026-12-02", naming: 3)
    #expect(late.batches == expected.references.count, place)
    #expect(late.promised == expected.promised, place)
    let stock = try reportRows(.stock).filter { row in
      guard case .text(let eta) = row[2], row[3] != .number(0) else { return false }
      return eta < "2026-12-02"
    }
    #expect(late.batches == stock.count, place)
    #expect(late.promised == sum(stock, 4), place)
    #expect(late.first.map(\.reference) == Array(expected.references.prefix(3)), place)
  }

  private func sum(_ rows: [[ReportValue]], _ column: Int) -> Int {
    rows.reduce(0) { sum, row in
      guard case .number(let number) = row[column] else { return sum }
      return sum + number
    }
  }

  private func state(of order: String) -> OrderAnswer.State {
    let facts = model.facts(ofOrder: order).filter { !$0.isCancelled }
    let allocated = facts.filter { $0.batch != nil }.count
    if facts.isEmpty { return .cancelled }
    return allocated == facts.count ? .complete : allocated > 0 ? .partly : .waiting
  }

  private func expectCured(_ line: OrderAnswer.Line, of order: String) {
    guard let cure = line.waiting?.cure else { return }
    let sku = Sku(rawValue: line.sku)
    func isServed(by command: Command) -> Bool {
      var later = model
      _ = later.handle(command)
      return later.batch(ofOrder: order, line.sku) != nil
    }
    if let least = cure.batchOfAtLeast {
      #expect(isServed(by: .batch("cure", sku, least)), place)
      #expect(isServed(by: .batch("cure", sku, 3 * least, eta: "2030-01-01")), place)
      if line.waiting?.place == 1 {
        #expect(!isServed(by: .batch("cure", sku, least - 1)), place)
      }
    }
    if let correction = cure.correction {
      let reference = BatchReference(rawValue: correction.ref)
      #expect(isServed(by: .quantity(reference, correction.qty)), place)
    }
  }
}

extension LineFacts {
  fileprivate init(_ line: OrderAnswer.Line) {
    self.init(
      sku: line.sku,
      quantity: line.qty,
      ordered: line.ordered.map { row in
        line.cancelled == nil ? row.told : "\(row.file):\(row.line)"
      },
      batch: line.batch?.ref,
      eta: line.batch?.eta,
      isCancelled: line.cancelled != nil,
      queue: line.waiting.map { waiting in
        Queue(
          since: waiting.since,
          place: waiting.place,
          unitsBefore: waiting.cure.unitsBefore,
          why: waiting.why.rawValue,
          free: waiting.free,
          batches: waiting.batches,
          largest: waiting.freeBatches.map { "\($0.ref) \($0.available)" }
        )
      }
    )
  }
}

extension WaitingLines {
  /// Lines, units and skus.
  fileprivate var told: [Int] { [lines, units, skus] }
}
