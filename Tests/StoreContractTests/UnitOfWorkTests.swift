import Domain
import ServiceLayer
import TestSupport
import Testing

struct Abandoned: Error, Equatable {}

/// The book's test_uow and test_repository, for every store.
struct UnitOfWorkTests {
  @Test(arguments: StoreKind.allCases)
  func `a unit of work can retrieve a product and allocate to it`(kind: StoreKind) throws {
    try kind.withReopening { store, reopen in
      try OpenRun(on: store).handle(.batch("batch1", "HIPSTER-WORKBENCH", 100))
      let again = try reopen()
      try again.transaction { work in
        let product = try #require(try work.products.get("HIPSTER-WORKBENCH"))
        let line = OrderLine("o1", "HIPSTER-WORKBENCH", 10)
        #expect(try product.allocate(line) == .applied)
        #expect(
          work.products.nextEvent() == .allocated(Allocated(line: line, reference: "batch1"))
        )
        #expect(work.products.nextEvent() == nil)
        try work.view.add(line, on: "batch1")
      }
      #expect(
        try again.reports.placements(of: "o1")
          == [
            Placement(orderID: "o1", sku: "HIPSTER-WORKBENCH", quantity: 10, reference: "batch1")
          ]
      )
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a unit of work that throws leaves nothing behind`(kind: StoreKind) throws {
    try kind.withReopening { store, reopen in
      let rows = try OpenRun(on: store)
      try rows.handle(.batch("b1", "LAMP", 10), .order("o1", "LAMP", 4))
      let before = try Everything(store, rows.run)
      #expect(throws: Abandoned()) {
        try store.transaction { work in
          try rows.handle(
            [
              .batch("b2", "VASE", 10), .order("o2", "VASE", 3), .order("o3", "LAMP", 6),
              .order("o4", "LAMP", 9), .quantity("b1", 5), .eta("b1", "2026-12-01"),
              .cancel("o1", "LAMP"),
            ],
            in: work
          )
          try work.ledger.keep(.rejected(RowSource(importID: rows.importID, row: 9, line: 10)))
          try work.ledger.advance(rows.importID, doneRows: 7, counts: RowCounts(applied: 7))
          throw Abandoned()
        }
      }
      #expect(try Everything(store, rows.run) == before)
      #expect(try Everything(try reopen(), rows.run) == before)
      // What was rolled back can be done again, as if for the first time.
      #expect(
        try rows.handle(.batch("b2", "VASE", 9), .order("o2", "VASE", 3), .order("o3", "LAMP", 6))
          == [.applied, .applied, .applied]
      )
      #expect(
        try rows.rows(.allocations) == [
          ["o1", "LAMP", 4, "b1"], ["o2", "VASE", 3, "b2"], ["o3", "LAMP", 6, "b1"],
        ]
      )
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `what was committed is there for another process`(kind: StoreKind) throws {
    try kind.withReopening { store, reopen in
      let rows = try OpenRun(on: store)
      try rows.handle(
        .batch("b1", "LAMP", 10),
        .order("o1", "LAMP", 4),
        .order("o2", "LAMP", 40)
      )
      #expect(try Everything(try reopen(), rows.run) == Everything(store, rows.run))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `an unknown product is nil, and so is one of an unknown batch`(kind: StoreKind) throws {
    try kind.withStore { store in
      try OpenRun(on: store).handle(.batch("b1", "LAMP", 10))
      try store.transaction { (work: any UnitOfWork) throws in
        #expect(try work.products.get("VASE") == nil)
        #expect(try work.products.get(holding: "b9") == nil)
        #expect(try work.products.creation(of: "b9") == nil)
        #expect(try work.products.origin(of: "b9") == nil)
        #expect(try work.products.origin(of: "o9", "LAMP") == nil)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a product comes back as it was saved`(kind: StoreKind) throws {
    try kind.withReopening { store, reopen in
      try OpenRun(on: store).handle(
        .batch("b1", "LAMP", 10, eta: "2026-12-01"),
        .batch("b2", "LAMP", 20),
        .batch("b3", "LAMP", 3, eta: "2026-11-30"),
        .order("o1", "LAMP", 15),
        .order("o2", "LAMP", 3),
        .order("o3", "LAMP", 3),
        .eta("b1", "2027-01-01"),
        .quantity("b1", 12)
      )
      try reopen().transaction { work in
        let product = try #require(try work.products.get("LAMP"))
        #expect(product.version == 8)
        var open = product.batches
        // A batch that is used up is not loaded with its product.
        #expect(
          open.all.filter { $0.availableQuantity > 0 } == [
            Batch(
              reference: "b2",
              number: 2,
              purchasedQuantity: 20,
              allocatedQuantity: 18,
              newestAllocation: 2
            ),
            Batch(
              reference: "b1",
              number: 1,
              purchasedQuantity: 12,
              eta: "2027-01-01"
            ),
          ]
        )
        #expect(try work.products.get(holding: "b3") === product)
        #expect(
          try work.products.creation(of: "b1")
            == CreateBatch(reference: "b1", sku: "LAMP", quantity: 10, eta: "2026-12-01")
        )
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a unit of work gives out one product for a sku`(kind: StoreKind) throws {
    try kind.withStore { store in
      try OpenRun(on: store).handle(.batch("b1", "LAMP", 10))
      try store.transaction { work in
        let product = try work.products.get("LAMP")
        #expect(try work.products.get("LAMP") === product)
        #expect(try work.products.get(holding: "b1") === product)
        let added = try work.products.add("VASE")
        #expect(try work.products.get("VASE") === added)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `chunks one after the other are as one, whether their products stay in memory or not`(
    kind: StoreKind
  ) throws {
    let chunks: [[Command]] = [
      [.batch("b1", "LAMP", 10), .order("o1", "LAMP", 6), .order("o2", "LAMP", 4)],
      [.order("o3", "LAMP", 5), .batch("b2", "LAMP", 4)],
      [.cancel("o1", "LAMP"), .order("o4", "LAMP", 2)],
      [.quantity("b1", 4), .quantity("b2", 9), .eta("b2", "2026-12-01")],
      [.quantity("b1", 0), .batch("b3", "LAMP", 30), .order("o5", "LAMP", 9)],
    ]
    func play(_ reopens: Bool, _ chunks: [[Command]]) throws -> Everything {
      try kind.withReopening { store, reopen in
        let rows = try OpenRun(on: store)
        for chunk in chunks {
          let store = reopens ? try reopen() : store
          try rows.handle(chunk, on: store)
        }
        return try Everything(store, rows.run)
      }
    }
    let asOne = try play(false, [Array(chunks.joined())])
    #expect(try play(false, chunks) == asOne)
    #expect(try play(true, chunks) == asOne)
    #expect(try play(true, chunks.joined().map { [$0] }) == asOne)
  }

  @Test(arguments: StoreKind.allCases, [false, true])
  func `a used-up batch is opened again by a cancellation`(kind: StoreKind, reopens: Bool) throws {
    try kind.withReopening { first, reopen in
      let rows = try OpenRun(on: first)
      try rows.handle(
        .batch("b1", "LAMP", 10),
        .order("o1", "LAMP", 6),
        .order("o2", "LAMP", 4)
      )
      let store = reopens ? try reopen() : first
      try rows.handle([.cancel("o1", "LAMP")], on: store)
      #expect(try rows.rows(.stock) == [["b1", "LAMP", nil, 10, 4, 6]])
      try rows.handle([.order("o3", "LAMP", 6)], on: reopen())
      #expect(
        try rows.rows(.allocations) == [["o2", "LAMP", 4, "b1"], ["o3", "LAMP", 6, "b1"]]
      )
      try expectSoundView(first)
    }
  }

  @Test(arguments: StoreKind.allCases, [false, true])
  func `a used-up batch is opened again by a raised quantity`(
    kind: StoreKind,
    reopens: Bool
  ) throws {
    try kind.withReopening { first, reopen in
      let rows = try OpenRun(on: first)
      try rows.handle(
        .batch("b1", "LAMP", 10),
        .order("o1", "LAMP", 10),
        .order("o2", "LAMP", 4)
      )
      let store = reopens ? try reopen() : first
      try rows.handle([.quantity("b1", 15)], on: store)
      #expect(try rows.rows(.stock) == [["b1", "LAMP", nil, 15, 14, 1]])
      // The chain goes on from what was allocated before it was used up.
      try rows.handle([.quantity("b1", 3)], on: reopen())
      #expect(try rows.rows(.stock) == [["b1", "LAMP", nil, 3, 0, 3]])
      #expect(try rows.rows(.backorders).map { $0[0] } == ["o1", "o2"])
      try expectSoundView(first)
    }
  }
}
