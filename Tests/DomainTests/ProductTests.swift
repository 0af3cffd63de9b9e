import Domain
import TestSupport
import Testing

/// The book's test_product: which batch a line goes to (rules 1 and 2).
struct ProductTests {
  let product = TestedProduct()

  @Test func `prefers warehouse batches to shipments`() throws {
    try product.create("shipment", 100, eta: "2026-11-24")
    try product.create("in-stock", 100)
    try product.allocate("oref", 10)
    #expect(product.available("in-stock") == 90)
    #expect(product.available("shipment") == 100)
  }

  @Test func `prefers earlier batches`() throws {
    try product.create("normal", 100, eta: "2026-11-24")
    try product.create("slow", 100, eta: "2026-12-08")
    try product.create("speedy", 100, eta: "2026-11-23")
    try product.allocate("order1", 10)
    #expect(product.available("speedy") == 90)
    #expect(product.available("normal") == 100)
    #expect(product.available("slow") == 100)
  }

  @Test func `of batches with the same day, the one created first comes first`() throws {
    try product.create("z-first", 10, eta: "2026-11-24")
    try product.create("a-second", 10, eta: "2026-11-24")
    try product.allocate("o1", 10)
    try product.allocate("o2", 10)
    #expect(product.placements == ["o1": "z-first", "o2": "a-second"])
  }

  @Test func `returns the allocated batch`() throws {
    try product.create("in-stock-batch-ref", 100)
    try product.create("shipment-batch-ref", 100, eta: "2026-11-24")
    product.forgetEvents()
    #expect(try product.allocate("oref", 10) == .applied)
    #expect(product.happened == [.allocated("oref", 10, on: "in-stock-batch-ref")])
  }

  @Test func `a line goes whole to the first batch that holds it`() throws {
    try product.create("small", 5)
    try product.create("large", 50, eta: "2027-01-01")
    try product.allocate("o1", 6)
    try product.allocate("o2", 5)
    #expect(product.placements == ["o1": "large", "o2": "small"])
  }

  @Test func `records an out of stock event if it cannot allocate`() throws {
    try product.create("batch1", 10, eta: "2026-11-23")
    try product.allocate("order1", 10)
    product.forgetEvents()
    #expect(try product.allocate("order2", 1) == .applied)
    #expect(product.happened == [.outOfStock("order2", 1)])
    #expect(product.waiting == ["order2"])
  }

  @Test func `stock in several batches is not combined for one line`() throws {
    try product.create("b1", 5)
    try product.create("b2", 5)
    try product.allocate("o1", 6)
    #expect(product.waiting == ["o1"])
  }

  @Test func `increments the version number with each command that changes something`() throws {
    try product.create("b1", 10)
    #expect(product.product.version == 1)
    try product.allocate("o1", 10)
    try product.allocate("o1", 10)
    try product.allocate("o2", 10)
    #expect(product.product.version == 3)
    try product.changeQuantity("b1", 5)
    try product.changeETA("b1", nil)
    try product.cancel("o1")
    try product.cancel("o1")
    #expect(product.product.version == 5)
  }

  @Test func `a batch with quantity 0 creates no stock and no event`() throws {
    try product.create("b1", 0)
    #expect(product.happened == [])
    try product.allocate("o1", 1)
    #expect(product.waiting == ["o1"])
  }
}
