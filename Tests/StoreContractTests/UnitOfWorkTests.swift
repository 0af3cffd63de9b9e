import Domain
import SQLiteStore
import ServiceLayer
import SystemTestSupport
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
        let origin = Origin(RowSource(importID: 1, row: 9, line: 10), triedIn: 1)
        #expect(
          try product.allocate(line, from: origin) == .applied
        )
        #expect(
          work.events.removeFirst() == .allocated(Allocated(line: line, reference: "batch1"))
        )
        #expect(work.events.isEmpty)
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
      let openRun = try OpenRun(on: store)
      try openRun.handle(.batch("b1", "LAMP", 10), .order("o1", "LAMP", 4))
      let before = try Everything(store, openRun.run)
      #expect(throws: Abandoned()) {
        try store.transaction { work in
          try openRun.handle(
            [
              .batch("b2", "VASE", 10), .order("o2", "VASE", 3), .order("o3", "LAMP", 6),
              .order("o4", "LAMP", 9), .quantity("b1", 5), .eta("b1", "2026-12-01"),
              .cancel("o1", "LAMP"),
            ],
            in: work
          )
          try work.rows.keep(.rejected(RowSource(importID: openRun.importID, row: 9, line: 10)))
          try work.rows.advance(openRun.importID, doneRows: 7, counts: RowCounts(applied: 7))
          throw Abandoned()
        }
      }
      #expect(try Everything(store, openRun.run) == before)
      #expect(try Everything(try reopen(), openRun.run) == before)
      // A rolled back command can be repeated as if for the first time.
      #expect(
        try openRun.handle(
          .batch("b2", "VASE", 9),
          .order("o2", "VASE", 3),
          .order("o3", "LAMP", 6)
        )
          == [.applied, .applied, .applied]
      )
      #expect(
        try openRun.rows(.allocations) == [
          ["o1", "LAMP", 4, "b1"], ["o2", "VASE", 3, "b2"], ["o3", "LAMP", 6, "b1"],
        ]
      )
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `committed data is visible to another process`(kind: StoreKind) throws {
    try kind.withReopening { store, reopen in
      let openRun = try OpenRun(on: store)
      try openRun.handle(
        .batch("b1", "LAMP", 10),
        .order("o1", "LAMP", 4),
        .order("o2", "LAMP", 40)
      )
      #expect(try Everything(try reopen(), openRun.run) == Everything(store, openRun.run))
    }
  }

  @Test func `a transaction is committed before it returns, a background one by the flush`() throws
  {
    try withTemporaryFolder { folder in
      let path = folder + "/allot.sqlite"
      let store = try SQLiteStore(path: path)
      let openRun = try OpenRun(on: store)
      // A read waits for no other transaction.
      func seen() throws -> [ReportValue] {
        let found = try SQLiteStore.reading(path) { reader in
          try reader.reports.rows(.stock, for: openRun.run).map { $0[0] }
        }
        return try #require(found)
      }
      for number in 1...50 {
        let reference = BatchReference(rawValue: "b\(100 + number)")
        _ = try store.transaction { try openRun.handle([.batch(reference, "LAMP", 1)], in: $0) }
        #expect(try seen().last == .text(reference.rawValue))
      }
      for number in 51...60 {
        let reference = BatchReference(rawValue: "b\(100 + number)")
        _ = try store.backgroundTransaction {
          try openRun.handle([.batch(reference, "LAMP", 1)], in: $0)
        }
      }
      try store.flush()
      #expect(try seen().count == 60)
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
        #expect(try work.origins.origin(of: "b9") == nil)
        #expect(try work.origins.origin(of: "o9", "LAMP") == nil)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a product is read back as it was saved`(kind: StoreKind) throws {
    try kind.withReopening { store, reopen in
      let openRun = try OpenRun(on: store)
      try openRun.handle(
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
              newestAllocation: LineNumber(importID: openRun.importID, row: 5)
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
  func `a unit of work returns one product object per sku`(kind: StoreKind) throws {
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
}
