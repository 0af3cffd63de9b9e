import Domain
import TestSupport
import Testing

/// Rule 3: stock that becomes free serves the lines that wait, oldest first.
struct BackorderTests {
  let product = TestedProduct()

  @Test func `a new batch serves the oldest first`() throws {
    try product.create("b0", 0)
    for order in ["o3", "o1", "o2"] { try product.allocate(OrderID(rawValue: order), 4) }
    product.forgetEvents()
    try product.create("b1", 8)
    #expect(product.placements == ["o3": "b1", "o1": "b1"])
    #expect(product.waiting == ["o2"])
    #expect(
      product.happened
        == [.stockAdded, .allocated("o3", 4, on: "b1"), .allocated("o1", 4, on: "b1")]
    )
  }

  @Test func `a line that does not fit is skipped for now and keeps its age`() throws {
    try product.create("b0", 0)
    try product.allocate("large", 10)
    try product.allocate("small", 2)
    try product.allocate("other", 3)
    try product.create("b1", 4)
    #expect(product.placements == ["small": "b1"])
    #expect(product.waiting == ["large", "other"])
    try product.create("b2", 12)
    #expect(product.placements == ["small": "b1", "large": "b2"])
    try product.changeQuantity("b2", 13)
    #expect(product.waiting == [])
  }

  @Test func `a raised quantity serves waiting lines`() throws {
    try product.create("b1", 5)
    try product.allocate("o1", 5)
    try product.allocate("o2", 3)
    product.reload()
    try product.changeQuantity("b1", 8)
    #expect(product.placements == ["o1": "b1", "o2": "b1"])
    #expect(product.available("b1") == 0)
  }

  @Test func `a cancelled allocation serves waiting lines`() throws {
    try product.create("b1", 5)
    try product.allocate("o1", 5)
    try product.allocate("o2", 3)
    product.reload()
    product.forgetEvents()
    try product.cancel("o1")
    #expect(product.placements == ["o2": "b1"])
    #expect(
      product.happened
        == [.cancelled("o1", 5, on: "b1"), .stockAdded, .allocated("o2", 3, on: "b1")]
    )
  }

  @Test func `a cancelled waiting line frees nothing`() throws {
    try product.create("b1", 5)
    try product.allocate("o1", 6)
    product.forgetEvents()
    #expect(try product.cancel("o1") == .applied)
    #expect(product.happened == [.cancelled("o1", 6, on: nil)])
    try product.create("b2", 6)
    #expect(product.placements == [:])
  }

  @Test func `waiting lines are placed by rule 1, not on the added batch`() throws {
    try product.create("late", 4, eta: "2027-01-01")
    try product.allocate("o1", 5)
    try product.allocate("o2", 5)
    try product.create("later", 5, eta: "2028-01-01")
    #expect(product.placements == ["o1": "later"])
    try product.changeQuantity("late", 10)
    #expect(product.placements == ["o1": "later", "o2": "late"])
  }

  @Test func `a newer line takes what the oldest cannot use`() throws {
    try product.create("b1", 5)
    try product.allocate("large", 6)
    try product.allocate("small", 5)
    #expect(product.placements == ["small": "b1"])
    #expect(product.waiting == ["large"])
  }
}
