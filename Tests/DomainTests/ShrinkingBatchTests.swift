import Domain
import TestSupport
import Testing

/// Rule 4: a batch has less than is allocated from it.
struct ShrinkingBatchTests {
  let product = TestedProduct()

  @Test func `a quantity lowered to the allocated units removes no line`() throws {
    try product.create("b1", 20)
    try product.allocate("o1", 10)
    product.forgetEvents()
    #expect(try product.changeQuantity("b1", 10) == .applied)
    #expect(product.happened == [])
    #expect(product.placements == ["o1": "b1"])
    #expect(product.available("b1") == 0)
  }

  @Test func `the newest allocations are removed until the rest fits`() throws {
    try product.create("b1", 30)
    for order in ["o1", "o2", "o3"] { try product.allocate(OrderID(rawValue: order), 10) }
    product.forgetEvents()
    try product.changeQuantity("b1", 19)
    #expect(product.placements == ["o1": "b1"])
    #expect(product.waiting == ["o2", "o3"])
    #expect(
      product.happened
        == [
          .deallocated(2, "o2", 10, from: "b1"), .deallocated(3, "o3", 10, from: "b1"),
          .stockAdded, .outOfStock("o2", 10), .outOfStock("o3", 10),
        ]
    )
  }

  @Test func `newest refers to the allocation, not the line`() throws {
    try product.create("b1", 10)
    try product.allocate("old", 20)
    try product.allocate("young", 5)
    try product.changeQuantity("b1", 25)
    #expect(product.placements == ["old": "b1", "young": "b1"])
    // The old line was allocated last, so it is removed first.
    try product.changeQuantity("b1", 24)
    #expect(product.placements == ["young": "b1"])
    #expect(product.waiting == ["old"])
  }

  @Test func `removed lines are placed again, oldest line first`() throws {
    try product.create("b1", 10)
    try product.allocate("old", 20)
    try product.allocate("young", 10)
    try product.create("b2", 20)
    try product.changeQuantity("b2", 0)
    #expect(product.waiting == ["old"])
    try product.changeQuantity("b1", 30)
    try product.create("b3", 20, eta: "2027-01-01")
    product.forgetEvents()
    // Both are removed: the younger line has the older allocation.
    try product.changeQuantity("b1", 0)
    #expect(product.placements == ["old": "b3"])
    #expect(product.waiting == ["young"])
    #expect(
      product.happened
        == [
          .deallocated(1, "old", 20, from: "b1"), .deallocated(2, "young", 10, from: "b1"),
          .allocated("old", 20, on: "b3"), .outOfStock("young", 10),
        ]
    )
  }

  @Test func `a line goes back to the same batch if it fits there`() throws {
    try product.create("b1", 30)
    try product.allocate("o1", 5)
    try product.allocate("o2", 20)
    try product.allocate("o3", 5)
    product.forgetEvents()
    // o3 and o2 are removed; o2 no longer fits, o3 does.
    try product.changeQuantity("b1", 24)
    #expect(product.placements == ["o1": "b1", "o3": "b1"])
    #expect(product.waiting == ["o2"])
    #expect(product.available("b1") == 14)
    #expect(
      product.happened
        == [
          .deallocated(2, "o2", 20, from: "b1"), .deallocated(3, "o3", 5, from: "b1"),
          .stockAdded, .outOfStock("o2", 20), .allocated("o3", 5, on: "b1"),
        ]
    )
  }

  @Test func `remaining free stock serves waiting lines`() throws {
    try product.create("b1", 10)
    try product.allocate("o1", 10)
    try product.allocate("o2", 4)
    try product.changeQuantity("b1", 5)
    #expect(product.placements == ["o2": "b1"])
    #expect(product.waiting == ["o1"])
    #expect(product.available("b1") == 1)
  }

  @Test func `removed lines are placed before waiting lines, however old`() throws {
    try product.create("b1", 10)
    try product.allocate("oldest", 12)
    try product.allocate("o1", 10)
    try product.create("b2", 11, eta: "2027-01-01")
    try product.changeQuantity("b2", 12)
    try product.changeQuantity("b2", 11)
    #expect(product.waiting == ["oldest"])
    try product.changeQuantity("b1", 9)
    #expect(product.placements == ["o1": "b2"])
  }

  @Test func `a batch shrunk to nothing loses all its lines to others`() throws {
    try product.create("b1", 10)
    try product.create("b2", 10, eta: "2027-01-01")
    try product.allocate("o1", 6)
    try product.allocate("o2", 4)
    product.reload()
    try product.changeQuantity("b1", 0)
    #expect(product.placements == ["o1": "b2", "o2": "b2"])
    #expect(product.savedBatches[0].newestAllocation == nil)
    #expect(product.available("b1") == 0)
  }

  @Test func `a cancelled line in the chain is skipped and holds no units`() throws {
    try product.create("b1", 30)
    for order in ["o1", "o2", "o3"] { try product.allocate(OrderID(rawValue: order), 10) }
    try product.cancel("o2")
    try product.cancel("o3")
    #expect(product.available("b1") == 20)
    try product.changeQuantity("b1", 10)
    #expect(product.placements == ["o1": "b1"])
    product.forgetEvents()
    try product.changeQuantity("b1", 9)
    #expect(product.placements == [:])
    #expect(product.waiting == ["o1"])
    #expect(
      product.happened
        == [.deallocated(1, "o1", 10, from: "b1"), .stockAdded, .outOfStock("o1", 10)]
    )
  }

  @Test func `a cancelled line between active ones stays in the chain until it is cut there`()
    throws
  {
    try product.create("b1", 30)
    for order in ["o1", "o2", "o3"] { try product.allocate(OrderID(rawValue: order), 10) }
    try product.cancel("o2")
    try product.changeQuantity("b1", 10)
    #expect(product.placements == ["o1": "b1"])
    #expect(product.savedBatches[0].newestAllocation == 2)
    try product.allocate("o4", 1)
    try product.changeQuantity("b1", 11)
    #expect(product.placements == ["o1": "b1", "o4": "b1"])
    #expect(product.waiting == ["o3"])
    product.reload()
    try product.changeQuantity("b1", 0)
    #expect(product.waiting == ["o1", "o3", "o4"])
    #expect(product.savedBatches[0].newestAllocation == nil)
  }

  @Test func `a quantity raised by less than the waiting units serves some lines`() throws {
    try product.create("b1", 0)
    try product.allocate("o1", 3)
    try product.allocate("o2", 2)
    try product.changeQuantity("b1", 2)
    #expect(product.placements == ["o2": "b1"])
  }

  @Test func `records that contradict themselves are an error, not a guess`() throws {
    let memory = WriteModelInMemory()
    let batch = Batch(
      reference: "b1",
      number: 1,
      purchasedQuantity: 10,
      allocatedQuantity: 5
    )
    let broken = Product(
      sku: "LAMP",
      batches: [batch],
      records: RecordsInMemory(of: "LAMP", in: memory),
      events: EventLog()
    )
    #expect(throws: BrokenChain(batch: "b1")) { try broken.changeQuantity(of: "b1", to: 1) }
  }
}
