import Domain
import TestSupport
import Testing

/// Rule 6: a line placed on the batch it names.
struct NamedBatchTests {
  let product = TestedProduct()

  init() throws {
    try product.create("b1", 10)
    try product.create("b2", 10, eta: "2027-01-01")
  }

  @Test func `a new line goes to the named batch, whatever rule 1 says`() throws {
    product.forgetEvents()
    #expect(try product.allocate("o1", 10, to: "b2") == .applied)
    #expect(product.placements == ["o1": "b2"])
    #expect(product.happened == [.allocated("o1", 10, on: "b2")])
  }

  @Test func `a waiting line goes to the named batch and keeps its age`() throws {
    func row(_ number: Int) -> Origin {
      Origin(RowSource(importID: 0, row: number, line: number + 1), triedIn: 0)
    }
    let records = RecordsInMemory(of: "LAMP")
    let lamp = Product(sku: "LAMP", records: records, events: EventLog())
    try lamp.add(CreateBatch(reference: "b1", sku: "LAMP", quantity: 10, eta: nil), from: row(9))
    #expect(try lamp.allocate(OrderLine("o1", "LAMP", 12), from: row(1)) == .applied)
    #expect(try lamp.allocate(OrderLine("o2", "LAMP", 11), from: row(2)) == .applied)
    // No waiting line is served yet, because the stock has only just come.
    try lamp.add(CreateBatch(reference: "b2", sku: "LAMP", quantity: 20, eta: nil), from: row(3))
    #expect(try lamp.allocate(OrderLine("o2", "LAMP", 11), to: "b2", from: row(4)) == .applied)
    #expect(records.line("o2") == KnownLine(quantity: 11, state: .allocated(to: "b2")))
    #expect(records.line("o1") == KnownLine(quantity: 12, state: .waiting(1)))
    #expect(records.model.batches["b2"]?.batch.newestAllocation == 2)
  }

  @Test func `a waiting line that does not fit keeps waiting`() throws {
    try product.allocate("o1", 11)
    product.expectRefusal(.doesNotFit("b1", available: 10)) {
      try product.allocate("o1", 11, to: "b1")
    }
    #expect(product.waiting == ["o1"])
  }

  @Test func `a line already there is unchanged`() throws {
    try product.allocate("o1", 4, to: "b1")
    let before = product.state
    #expect(try product.allocate("o1", 4, to: "b1") == .unchanged)
    #expect(product.state == before)
  }

  @Test func `a line that rule 1 put there is unchanged too`() throws {
    try product.allocate("o1", 4)
    #expect(try product.allocate("o1", 4, to: "b1") == .unchanged)
  }

  @Test func `a line on another batch is refused`() throws {
    try product.allocate("o1", 4)
    product.expectRefusal(.lineIsElsewhere(OrderLine("o1", "LAMP", 4), on: "b1")) {
      try product.allocate("o1", 4, to: "b2")
    }
  }

  @Test func `a cancelled line is refused`() throws {
    try product.allocate("o1", 4)
    try product.cancel("o1")
    product.expectRefusal(.lineIsCancelled(OrderLine("o1", "LAMP", 4))) {
      try product.allocate("o1", 4, to: "b1")
    }
  }

  @Test func `another quantity is refused, wherever the line is`() throws {
    try product.allocate("placed", 4)
    try product.allocate("waiting", 40)
    try product.allocate("cancelled", 4)
    try product.cancel("cancelled")
    for (orderID, first) in [("placed", 4), ("waiting", 40), ("cancelled", 4)] {
      let line = OrderLine(OrderID(rawValue: orderID), "LAMP", 5)
      product.expectRefusal(
        .lineDiffers(line, first: first, today: first, isCancelled: orderID == "cancelled")
      ) {
        try product.allocate(line.orderID, 5, to: "b1")
      }
    }
  }

  @Test func `a line that does not fit is refused and not accepted`() throws {
    try product.allocate("o1", 4)
    product.expectRefusal(.doesNotFit("b1", available: 6)) {
      try product.allocate("o2", 7, to: "b1")
    }
    #expect(try product.allocate("o2", 8) == .applied)
    #expect(product.placements == ["o1": "b1", "o2": "b2"])
  }

  @Test func `a used-up batch is known, and full`() throws {
    try product.allocate("o1", 10)
    product.reload()
    product.expectRefusal(.doesNotFit("b1", available: 0)) {
      try product.allocate("o2", 1, to: "b1")
    }
  }

  @Test func `an unknown batch is refused`() throws {
    product.expectRefusal(.unknownBatch("b9")) { try product.allocate("o1", 1, to: "b9") }
  }
}
