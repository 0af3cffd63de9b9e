import Domain
import TestSupport
import Testing

/// Rule 10: an order line gets another quantity.
struct AmendmentTests {
  let product = TestedProduct()

  init() throws {
    try product.create("b1", 10)
    try product.create("b2", 20, eta: "2027-01-01")
  }

  @Test func `a line keeps its batch if the new quantity fits, counting its own units`() throws {
    try product.allocate("o1", 6)
    try product.allocate("o2", 3)
    product.forgetEvents()
    #expect(try product.amend("o1", 7) == .applied)
    #expect(product.placements == ["o1": "b1", "o2": "b1"])
    #expect(product.available("b1") == 0)
    #expect(
      product.happened == [.deallocated(nil, "o1", 6, from: "b1"), .allocated("o1", 7, on: "b1")]
    )
  }

  @Test func `units freed by a reduced line serve waiting lines`() throws {
    try product.allocate("o1", 10)
    try product.allocate("o2", 19)
    try product.allocate("o3", 4)
    product.forgetEvents()
    try product.amend("o1", 5)
    #expect(product.placements == ["o1": "b1", "o2": "b2", "o3": "b1"])
    #expect(
      product.happened == [
        .deallocated(nil, "o1", 10, from: "b1"), .allocated("o1", 5, on: "b1"), .stockAdded,
        .allocated("o3", 4, on: "b1"),
      ]
    )
  }

  @Test func `a line that no longer fits goes where rule 1 puts it`() throws {
    try product.allocate("o1", 4)
    try product.allocate("o2", 6)
    product.forgetEvents()
    try product.amend("o1", 5)
    #expect(product.placements == ["o1": "b2", "o2": "b1"])
    #expect(
      product.happened == [
        .deallocated(nil, "o1", 4, from: "b1"), .allocated("o1", 5, on: "b2"), .stockAdded,
      ]
    )
  }

  @Test func `a line that fits nowhere waits with its old age and frees its stock`() throws {
    try product.allocate("o1", 4)
    try product.allocate("o2", 6)
    try product.allocate("o3", 20)
    try product.allocate("o4", 21)
    try product.allocate("o5", 3)
    try product.amend("o1", 21)
    #expect(product.waiting == ["o1", "o4"])
    #expect(product.placements == ["o2": "b1", "o3": "b2", "o5": "b1"])
    try product.create("b3", 21)
    #expect(product.placements["o1"] == "b3")
  }

  @Test func `a waiting line is placed by rule 1, or keeps waiting`() throws {
    try product.allocate("o1", 30)
    try product.allocate("o2", 29)
    #expect(try product.amend("o1", 28) == .applied)
    #expect(product.waiting == ["o1", "o2"])
    #expect(try product.amend("o2", 20) == .applied)
    #expect(product.placements == ["o2": "b2"])
  }

  @Test func `removing a line from the middle of its batch's chain keeps the chain intact`() throws
  {
    for order in ["o1", "o2", "o3", "o4"] { try product.allocate(OrderID(rawValue: order), 2) }
    try product.allocate("o5", 2)
    try product.amend("o3", 15)
    try product.amend("o5", 3)
    #expect(product.placements == ["o1": "b1", "o2": "b1", "o3": "b2", "o4": "b1", "o5": "b1"])
    try product.changeQuantity("b1", 3)
    #expect(product.placements == ["o1": "b1", "o2": "b2", "o3": "b2", "o4": "b2"])
    #expect(product.waiting == ["o5"])
  }

  @Test func `a cancelled line ordered again is a new line with a new age`() throws {
    try product.allocate("o1", 2)
    try product.allocate("o2", 3)
    try product.allocate("o3", 40)
    try product.cancel("o1")
    product.forgetEvents()
    #expect(try product.amend("o1", 2) == .applied)
    #expect(product.happened == [.allocated("o1", 2, on: "b1")])
    try product.cancel("o1")
    try product.amend("o1", 50)
    #expect(product.waiting == ["o3", "o1"])
    // Newest first: the cancelled line is no longer in the chain.
    try product.changeQuantity("b1", 0)
    #expect(product.placements == ["o2": "b2"])
  }

  @Test func `a line ordered again on its old batch is there once`() throws {
    try product.allocate("o1", 2)
    try product.allocate("o2", 3)
    try product.cancel("o1")
    try product.amend("o1", 4)
    try product.changeQuantity("b1", 3)
    #expect(product.placements == ["o1": "b2", "o2": "b1"])
    #expect(product.available("b1") == 0)
  }

  @Test func `a line of a used-up batch is amended there`() throws {
    try product.allocate("o1", 4)
    try product.allocate("o2", 6)
    product.reload()
    try product.amend("o1", 3)
    #expect(product.available("b1") == 1)
    try product.amend("o2", 7)
    #expect(product.placements == ["o1": "b1", "o2": "b1"])
  }

  @Test func `an unchanged quantity changes nothing`() throws {
    try product.allocate("o1", 4)
    try product.allocate("o2", 40)
    let before = product.state
    #expect(try product.amend("o1", 4) == .unchanged)
    #expect(try product.amend("o2", 40) == .unchanged)
    #expect(product.state == before)
  }

  @Test func `an order row with the first or today's quantity is unchanged`() throws {
    try product.allocate("o1", 4)
    try product.amend("o1", 5)
    try product.amend("o1", 6)
    #expect(try product.allocate("o1", 4) == .unchanged)
    #expect(try product.allocate("o1", 6) == .unchanged)
    let line = OrderLine("o1", "LAMP", 5)
    product.expectRefusal(.lineDiffers(line, first: 4, today: 6, isCancelled: false)) {
      try product.allocate("o1", 5)
    }
    #expect(try product.allocate("o1", 6, to: "b1") == .unchanged)
  }

  @Test(arguments: [(4, Outcome.calledOff), (3, .applied), (6, .applied)])
  func `a list orders a cancelled line again with any quantity but the first`(
    quantity: Int,
    outcome: Outcome
  ) throws {
    try product.allocate("o1", 4)
    try product.amend("o1", 3, isListed: true)
    try product.cancel("o1")
    #expect(try product.amend("o1", quantity, isListed: true) == outcome)
    #expect(product.placements == (outcome == .applied ? ["o1": "b1"] : [:]))
  }

  @Test func `an unknown line cannot be amended`() {
    product.expectRefusal(.unknownLine("o9", "LAMP")) { try product.amend("o9", 1) }
  }

  @Test func `a row that waited while its line was cancelled changes nothing`() throws {
    func row(_ importID: Int, triedIn: Int) -> Origin {
      Origin(RowSource(importID: importID, row: 1, line: 2), triedIn: triedIn)
    }
    let lamp = Product(sku: "LAMP", records: RecordsInMemory(of: "LAMP"), events: EventLog())
    let line = OrderLine("o1", "LAMP", 4)
    #expect(try lamp.allocate(line, from: row(1, triedIn: 1)) == .applied)
    #expect(try lamp.cancel("o1", from: row(3, triedIn: 3)) == .applied)
    #expect(try lamp.amend(line, from: row(2, triedIn: 4)) == .unchanged)
    #expect(try lamp.allocate(OrderLine("o1", "LAMP", 5), from: row(2, triedIn: 4)) == .unchanged)
    #expect(try lamp.amend(line, from: row(5, triedIn: 5)) == .applied)
  }
}
