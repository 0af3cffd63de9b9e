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
    try product.allocate("o1", 11)
    try product.allocate("o2", 12)
    try product.create("b3", 5)
    try product.create("b4", 6)
    // Both fit nowhere; b3 is raised while they look away, so that only a name places the second.
    try product.changeQuantity("b3", 10)
    #expect(product.waiting == ["o1", "o2"])
    product.expectRefusal(.doesNotFit("b3", available: 10)) {
      try product.allocate("o1", 11, to: "b3")
    }
    try product.cancel("o1")
    try product.changeQuantity("b3", 11)
    #expect(try product.allocate("o3", 11, to: "b3") == .applied)
    #expect(product.waiting == ["o2"])
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
      product.expectRefusal(.lineDiffers(line, firstQuantity: first)) {
        try product.allocate(line.orderID, 5, to: "b1")
      }
    }
  }

  @Test func `a line that does not fit is refused and not taken in`() throws {
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
