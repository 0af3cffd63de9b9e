import Domain
import TestSupport
import Testing

/// Rule 5: a batch moves in the order, its allocations stay.
struct ETATests {
  let product = TestedProduct()

  init() throws {
    try product.create("b1", 10, eta: "2026-12-01")
    try product.create("b2", 10, eta: "2026-12-02")
    try product.create("b3", 10, eta: "2026-12-03")
  }

  func etas() -> [String?] { product.savedBatches.map { $0.eta?.description } }

  @Test func `a batch that moves after others is the one that is saved`() throws {
    #expect(try product.changeETA("b1", "2026-12-09") == .applied)
    #expect(etas() == ["2026-12-09", "2026-12-02", "2026-12-03"])
  }

  @Test func `a batch that moves before others is the one that is saved`() throws {
    #expect(try product.changeETA("b3", "2026-11-01") == .applied)
    #expect(etas() == ["2026-12-01", "2026-12-02", "2026-11-01"])
  }

  @Test func `a batch that arrived is the one that is saved`() throws {
    #expect(try product.changeETA("b2", nil) == .applied)
    #expect(etas() == ["2026-12-01", nil, "2026-12-03"])
  }

  @Test func `new lines use the new order, and allocated lines stay`() throws {
    try product.allocate("o1", 4)
    try product.changeETA("b1", "2026-12-09")
    try product.allocate("o2", 4)
    try product.changeETA("b3", nil)
    try product.allocate("o3", 4)
    #expect(product.placements == ["o1": "b1", "o2": "b2", "o3": "b3"])
    #expect(
      product.savedBatches.map(\.availableQuantity) == [6, 6, 6]
    )
  }

  @Test func `an eta is not stock, so no waiting line is served`() throws {
    try product.allocate("o1", 11)
    product.forgetEvents()
    try product.changeETA("b3", nil)
    #expect(product.happened == [])
  }

  @Test func `a used-up batch moves too`() throws {
    try product.allocate("o1", 10)
    product.reload()
    #expect(try product.changeETA("b1", "2026-12-09") == .applied)
    #expect(etas() == ["2026-12-09", "2026-12-02", "2026-12-03"])
    #expect(product.savedBatches.map(\.availableQuantity) == [0, 10, 10])
    try product.cancel("o1")
    try product.allocate("o2", 10)
    #expect(product.placements == ["o2": "b2"])
  }

  @Test func `an unchanged eta changes nothing`() throws {
    let before = product.state
    #expect(try product.changeETA("b2", "2026-12-02") == .unchanged)
    #expect(product.state == before)
  }
}
