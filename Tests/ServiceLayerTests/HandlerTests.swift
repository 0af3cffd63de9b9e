import Domain
import ServiceLayer
import TestSupport
import Testing

/// The book's test_handlers: commands through the bus, on a store in memory.
struct HandlerTests {
  let store = FakeStore()
  let openRun: OpenRun

  init() throws { openRun = try OpenRun(on: store) }

  func available(_ reference: BatchReference) -> Int? {
    store.state.model.batches[reference]?.batch.availableQuantity
  }

  /// Expects that all commands are refused, and that nothing is changed.
  func expectRefusals(
    _ refusals: [Refusal],
    sourceLocation: SourceLocation = #_sourceLocation,
    _ commands: Command...
  ) throws {
    let before = store.state
    #expect(
      try openRun.handle(commands) == refusals.map(Verdict.refused),
      sourceLocation: sourceLocation
    )
    #expect(store.state == before, sourceLocation: sourceLocation)
  }

  // MARK: - Allocate

  @Test func `a line is allocated`() throws {
    let verdicts = try openRun.handle(
      .batch("batch1", "COMPLICATED-LAMP", 100),
      .order("o1", "COMPLICATED-LAMP", 10)
    )
    #expect(verdicts == [.applied, .applied])
    #expect(available("batch1") == 90)
    #expect(try openRun.rows(.allocations) == [["o1", "COMPLICATED-LAMP", 10, "batch1"]])
  }

  @Test func `an invalid sku is refused, and may become known later`() throws {
    try openRun.handle(.batch("b1", "AREALSKU", 100))
    try expectRefusals(
      [
        .unknownSku("NONEXISTENTSKU"), .unknownSku("NONEXISTENTSKU"),
        .unknownLine("o1", "NONEXISTENTSKU"), .unknownLine("o1", "AREALSKU"), .unknownBatch("b9"),
        .unknownBatch("b9"), .unknownBatch("b9"),
      ],
      .order("o1", "NONEXISTENTSKU", 10),
      .place("o1", "NONEXISTENTSKU", 10, on: "b9"),
      .cancel("o1", "NONEXISTENTSKU"),
      .cancel("o1", "AREALSKU"),
      .quantity("b9", 1),
      .eta("b9", nil),
      .place("o1", "AREALSKU", 10, on: "b9")
    )
  }

  @Test func `only a row that a later file may fix is retried`() {
    let line = OrderLine("o1", "LAMP", 1)
    let batch = CreateBatch(reference: "b1", sku: "LAMP", quantity: 1, eta: nil)
    let passing: [Refusal] = [.unknownSku("LAMP"), .unknownBatch("b1"), .unknownLine("o1", "LAMP")]
    let lasting: [Refusal] = [
      .batchDiffers(first: batch), .lineDiffers(line, first: 2, today: 2, isCancelled: false),
      .lineIsCancelled(line),
      .lineIsElsewhere(line, on: "b1"), .batchHoldsAnotherSku("b1", sku: "LAMP"),
      .doesNotFit("b1", available: 0),
    ]
    #expect(passing.filter(\.mayPass) == passing)
    #expect(lasting.filter(\.mayPass) == [])
  }

  @Test func `a batch of another sku is refused`() throws {
    try openRun.handle(.batch("b1", "LAMP", 10), .batch("b2", "VASE", 10))
    try expectRefusals(
      [.batchHoldsAnotherSku("b2", sku: "VASE")],
      .place("o1", "LAMP", 1, on: "b2")
    )
  }

  @Test func `a row that contradicts a known line is refused`() throws {
    try openRun.handle(
      .batch("b1", "LAMP", 10),
      .batch("b2", "LAMP", 10),
      .order("o1", "LAMP", 4),
      .order("o2", "LAMP", 4),
      .cancel("o2", "LAMP")
    )
    try expectRefusals(
      [
        .lineDiffers(OrderLine("o1", "LAMP", 5), first: 4, today: 4, isCancelled: false),
        .lineIsElsewhere(OrderLine("o1", "LAMP", 4), on: "b1"),
        .lineIsCancelled(OrderLine("o2", "LAMP", 4)), .doesNotFit("b1", available: 6),
      ],
      .order("o1", "LAMP", 5),
      .place("o1", "LAMP", 4, on: "b2"),
      .place("o2", "LAMP", 4, on: "b1"),
      .place("o3", "LAMP", 7, on: "b1")
    )
  }

  @Test func `the same order id with another sku is another line`() throws {
    let verdicts = try openRun.handle(
      .batch("b1", "LAMP", 10),
      .batch("b2", "VASE", 10),
      .order("o1", "LAMP", 4),
      .order("o1", "VASE", 5),
      .cancel("o1", "LAMP")
    )
    #expect(verdicts == Array(repeating: .applied, count: 5))
    #expect(try openRun.rows(.allocations) == [["o1", "VASE", 5, "b2"]])
  }

  // MARK: - Change a batch's quantity

  @Test func `changes the available quantity`() throws {
    try openRun.handle(.batch("batch1", "ADORABLE-SETTEE", 100))
    #expect(available("batch1") == 100)
    try openRun.handle(.quantity("batch1", 50))
    #expect(available("batch1") == 50)
  }

  @Test func `reallocates if necessary`() throws {
    try openRun.handle(
      .batch("batch1", "INDIFFERENT-TABLE", 50),
      .batch("batch2", "INDIFFERENT-TABLE", 50, eta: "2026-11-23"),
      .order("order1", "INDIFFERENT-TABLE", 20),
      .order("order2", "INDIFFERENT-TABLE", 20)
    )
    #expect(available("batch1") == 10)
    #expect(available("batch2") == 50)
    try openRun.handle(.quantity("batch1", 25))
    #expect(available("batch1") == 5)
    #expect(available("batch2") == 30)
    #expect(
      try openRun.rows(.allocations)
        == [
          ["order1", "INDIFFERENT-TABLE", 20, "batch1"],
          ["order2", "INDIFFERENT-TABLE", 20, "batch2"],
        ]
    )
  }

  @Test func `an eta moves a batch for later lines`() throws {
    try openRun.handle(
      .batch("b1", "LAMP", 10, eta: "2026-12-01"),
      .batch("b2", "LAMP", 10, eta: "2026-12-02"),
      .eta("b2", nil),
      .order("o1", "LAMP", 4)
    )
    #expect(try openRun.rows(.allocations) == [["o1", "LAMP", 4, "b2"]])
  }

  // MARK: - The chunk

  @Test func `a refused command has no effect, and the rest of its chunk continues`() throws {
    let verdicts = try openRun.handle(
      .batch("b1", "LAMP", 10),
      .order("o1", "VASE", 1),
      .order("o2", "LAMP", 4),
      .order("o2", "LAMP", 5),
      .place("o3", "LAMP", 7, on: "b1"),
      .order("o4", "LAMP", 6)
    )
    #expect(
      verdicts == [
        .applied, .refused(.unknownSku("VASE")), .applied,
        .refused(.lineDiffers(OrderLine("o2", "LAMP", 5), first: 4, today: 4, isCancelled: false)),
        .refused(.doesNotFit("b1", available: 6)), .applied,
      ]
    )
    #expect(
      try openRun.rows(.allocations) == [["o2", "LAMP", 4, "b1"], ["o4", "LAMP", 6, "b1"]]
    )
    #expect(store.state.model.versions == ["LAMP": 3])
  }
}
