import Domain
import TestSupport
import Testing

/// Rules 7, 8 and 9: repeated commands, and commands that contradict earlier ones.
struct RepeatedCommandTests {
  let product = TestedProduct()

  init() throws { try product.create("b1", 10) }

  func expectUnchanged(
    sourceLocation: SourceLocation = #_sourceLocation,
    _ command: () throws -> Outcome
  ) throws {
    let before = product.state
    #expect(try command() == .unchanged, sourceLocation: sourceLocation)
    #expect(product.state == before, sourceLocation: sourceLocation)
  }

  @Test func `a line sent twice is allocated once, though another batch has room`() throws {
    try product.create("b2", 10)
    try product.allocate("o1", 6)
    try expectUnchanged { try product.allocate("o1", 6) }
    #expect(product.placements == ["o1": "b1"])
  }

  @Test func `a waiting line is unchanged when sent again`() throws {
    try product.allocate("o1", 60)
    try expectUnchanged { try product.allocate("o1", 60) }
  }

  @Test func `a cancelled line stays cancelled when sent again`() throws {
    try product.allocate("o1", 6)
    try product.cancel("o1")
    let before = product.state
    #expect(try product.allocate("o1", 6) == .calledOff)
    #expect(product.state == before)
  }

  @Test func `another quantity for a known line is refused in every state`() throws {
    try product.allocate("placed", 4)
    try product.allocate("waiting", 40)
    try product.allocate("cancelled", 4)
    try product.cancel("cancelled")
    for (orderID, first) in [("placed", 4), ("waiting", 40), ("cancelled", 4)] {
      let line = OrderLine(OrderID(rawValue: orderID), "LAMP", 1)
      product.expectRefusal(
        .lineDiffers(line, first: first, today: first, isCancelled: orderID == "cancelled")
      ) {
        try product.allocate(line.orderID, 1)
      }
    }
  }

  @Test func `an unchanged quantity changes nothing`() throws {
    try product.allocate("o1", 6)
    try expectUnchanged { try product.changeQuantity("b1", 10) }
    try product.changeQuantity("b1", 7)
    try expectUnchanged { try product.changeQuantity("b1", 7) }
  }

  @Test func `a cancelled line is unchanged when cancelled again`() throws {
    try product.allocate("o1", 6)
    try product.allocate("o2", 60)
    #expect(try product.cancel("o1") == .applied)
    #expect(try product.cancel("o2") == .applied)
    try expectUnchanged { try product.cancel("o1") }
    try expectUnchanged { try product.cancel("o2") }
  }

  @Test func `an unknown batch cannot change`() throws {
    product.expectRefusal(.unknownBatch("b9")) { try product.changeQuantity("b9", 1) }
    product.expectRefusal(.unknownBatch("b9")) { try product.changeETA("b9", nil) }
  }

  @Test func `an unknown line cannot be cancelled`() throws {
    product.expectRefusal(.unknownLine("o9", "LAMP")) { try product.cancel("o9") }
  }
}
