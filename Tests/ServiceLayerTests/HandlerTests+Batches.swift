import Domain
import ServiceLayer
import TestSupport
import Testing

/// Batches that are added, or that come again.
extension HandlerTests {
  @Test func `a batch of a new product creates the product`() throws {
    #expect(try openRun.handle(.batch("b1", "CRUNCHY-ARMCHAIR", 100)) == [.applied])
    #expect(store.state.model.versions == ["CRUNCHY-ARMCHAIR": 1])
    #expect(available("b1") == 100)
  }

  @Test func `a batch of an existing product is added to it`() throws {
    try openRun.handle(.batch("b1", "GARISH-RUG", 100), .batch("b2", "GARISH-RUG", 99))
    #expect(store.state.model.versions == ["GARISH-RUG": 2])
    #expect(store.state.model.batches(of: "GARISH-RUG").map(\.reference) == ["b1", "b2"])
  }

  @Test func `a batch with quantity 0 makes its sku known`() throws {
    #expect(
      try openRun.handle(.batch("b1", "LAMP", 0), .order("o1", "LAMP", 1)) == [.applied, .applied]
    )
    #expect(try openRun.rows(.shortages) == [["LAMP", 1, 1, 0, 0]])
  }

  @Test func `a repeated batch row is unchanged, even after the batch changed`() throws {
    let batch = Command.batch("b1", "LAMP", 100, eta: "2026-12-01")
    try openRun.handle(batch)
    let before = store.state
    #expect(try openRun.handle(batch) == [.unchanged])
    #expect(store.state == before)
    try openRun.handle(.quantity("b1", 50), .eta("b1", nil))
    #expect(try openRun.handle(batch) == [.unchanged])
    #expect(available("b1") == 50)
  }

  @Test func `a known reference with other values is refused`() throws {
    let first = CreateBatch(reference: "b1", sku: "LAMP", quantity: 100, eta: "2026-12-01")
    try openRun.handle(.createBatch(first), .quantity("b1", 50), .eta("b1", nil))
    try expectRefusals(
      Array(repeating: .batchDiffers(first: first), count: 3),
      .batch("b1", "VASE", 100, eta: "2026-12-01"),
      .batch("b1", "LAMP", 101, eta: "2026-12-01"),
      .batch("b1", "LAMP", 100, eta: "2026-12-02")
    )
  }

  @Test func `a row with the current or the original values of a batch is unchanged`() throws {
    try openRun.handle(
      .batch("b1", "LAMP", 100, eta: "2026-12-01"),
      .quantity("b1", 50),
      .eta("b1", nil)
    )
    let before = store.state
    let stated: [Command] = [
      .batch("b1", "LAMP", 50), .batch("b1", "LAMP", 100),
      .batch("b1", "LAMP", 50, eta: "2026-12-01"), .batch("b1", "LAMP", 100, eta: "2026-12-01"),
    ]
    #expect(try openRun.handle(stated) == Array(repeating: .unchanged, count: 4))
    #expect(store.state == before)
    // Values in between are neither.
    try openRun.handle(.quantity("b1", 70), .quantity("b1", 60))
    let first = CreateBatch(reference: "b1", sku: "LAMP", quantity: 100, eta: "2026-12-01")
    try expectRefusals([.batchDiffers(first: first)], .batch("b1", "LAMP", 70))
  }

  @Test func `an impossible row is refused at once, even if other names are unknown`() throws {
    try openRun.handle(.batch("b1", "LAMP", 10), .order("o1", "LAMP", 4))
    try expectRefusals(
      [
        .batchHoldsAnotherSku("b1", sku: "LAMP"),
        .lineDiffers(OrderLine("o1", "LAMP", 5), first: 4, today: 4, isCancelled: false),
      ],
      .place("o9", "NOBODY", 1, on: "b1"),
      .place("o1", "LAMP", 5, on: "b9")
    )
  }
}
