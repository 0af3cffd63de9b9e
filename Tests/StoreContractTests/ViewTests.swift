import Domain
import ServiceLayer
import SystemTestSupport
import TestSupport
import Testing

/// The book's test_views: the read model, for every store.
struct ViewTests {
  @Test(arguments: StoreKind.allCases)
  func `the view shows an order's allocations, by sku`(kind: StoreKind) throws {
    try kind.withStore { store in
      try OpenRun(on: store).handle(
        .batch("sku1batch", "sku1", 50),
        .batch("sku2batch", "sku2", 50, eta: "2026-11-23"),
        .order("order1", "sku2", 20),
        .order("order1", "sku1", 20),
        // Another order, to check that the query filters by order.
        .batch("sku1batch-later", "sku1", 50, eta: "2026-11-23"),
        .order("otherorder", "sku1", 30),
        .order("otherorder", "sku2", 10)
      )
      #expect(
        try store.reports.placements(of: "order1") == [
          Placement(orderID: "order1", sku: "sku1", quantity: 20, reference: "sku1batch"),
          Placement(orderID: "order1", sku: "sku2", quantity: 20, reference: "sku2batch"),
        ]
      )
      #expect(try store.reports.placements(of: "order") == [])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a line that loses its allocation leaves the view`(kind: StoreKind) throws {
    try kind.withStore { store in
      try OpenRun(on: store).handle(
        .batch("b1", "sku1", 50),
        .batch("b2", "sku1", 50, eta: "2026-11-23"),
        .order("o1", "sku1", 40),
        .order("o2", "sku1", 10),
        .quantity("b1", 10)
      )
      #expect(
        try store.reports.placements(of: "o1")
          == [Placement(orderID: "o1", sku: "sku1", quantity: 40, reference: "b2")]
      )
      let openRun = try OpenRun(on: store)
      try openRun.handle(.cancel("o1", "sku1"))
      #expect(try store.reports.placements(of: "o1") == [])
      #expect(try openRun.rows(.allocations) == [["o2", "sku1", 10, "b1"]])
      try expectSoundView(store)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `the view shows added rows and hides removed rows`(kind: StoreKind) throws {
    try kind.withStore { store in
      let line = OrderLine("o1", "LAMP", 4)
      try store.transaction { try $0.view.add(line, on: "b1") }
      #expect(
        try store.reports.placements(of: "o1")
          == [Placement(orderID: "o1", sku: "LAMP", quantity: 4, reference: "b1")]
      )
      // An event that comes twice has the same effect as once.
      try store.transaction { try $0.view.add(line, on: "b2") }
      #expect(
        try store.reports.placements(of: "o1")
          == [Placement(orderID: "o1", sku: "LAMP", quantity: 4, reference: "b2")]
      )
      try store.transaction { try $0.view.remove(line, from: "b2") }
      #expect(try store.reports.placements(of: "o1") == [])
    }
  }

  @Test(arguments: StoreKind.allCases, [1, 4])
  func `the view's rows come only from its handlers, and without them it is empty`(
    kind: StoreKind,
    chunk: Int
  ) throws {
    try kind.withStore { store in
      var events = EventHandlers.standard
      events.allocated.removeFirst()
      let openRun = try OpenRun(on: store, bus: MessageBus(events: events))
      let commands: [Command] = [
        .batch("b1", "LAMP", 10), .order("o1", "LAMP", 6), .order("o2", "LAMP", 5),
        .order("o3", "LAMP", 2), .batch("b2", "LAMP", 5),
      ]
      for start in stride(from: 0, to: commands.count, by: chunk) {
        try openRun.handle(Array(commands[start..<min(start + chunk, commands.count)]))
      }
      #expect(try openRun.rows(.allocations) == [])
      // The write model has placed them anyway.
      #expect(
        try openRun.rows(.stock) == [["b1", "LAMP", nil, 10, 8, 2], ["b2", "LAMP", nil, 5, 5, 0]]
      )
      try store.rebuildView()
      #expect(try openRun.rows(.allocations).map { $0[0] } == ["o1", "o2", "o3"])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `verify finds every kind of difference, and rebuild corrects them`(kind: StoreKind) throws {
    try kind.withStore { store in
      let openRun = try OpenRun(on: store)
      try openRun.handle(
        .batch("b1", "LAMP", 50),
        .order("missing", "LAMP", 1),
        .order("moved", "LAMP", 2),
        .order("right", "LAMP", 3),
        .order("waiting", "LAMP", 99),
        .order("called", "LAMP", 1),
        .cancel("called", "LAMP")
      )
      let sound = try openRun.rows(.allocations)
      try expectSoundView(store)
      try store.transaction { work in
        try work.view.remove(OrderLine("missing", "LAMP", 1), from: "b1")
        try work.view.add(OrderLine("moved", "LAMP", 2), on: "b9")
        try work.view.add(OrderLine("called", "LAMP", 1), on: "b1")
      }
      var differences: [ViewDifference] = []
      try store.verifyView { differences.append($0) }
      func place(_ quantity: Int, _ reference: String) -> ViewDifference.Place {
        ViewDifference.Place(quantity: quantity, reference: reference)
      }
      #expect(
        differences == [
          ViewDifference(
            orderID: "called",
            sku: "LAMP",
            inView: place(1, "b1"),
            inModel: nil
          ),
          ViewDifference(orderID: "missing", sku: "LAMP", inView: nil, inModel: place(1, "b1")),
          ViewDifference(
            orderID: "moved",
            sku: "LAMP",
            inView: place(2, "b9"),
            inModel: place(2, "b1")
          ),
        ]
      )
      try store.rebuildView()
      try expectSoundView(store)
      #expect(try openRun.rows(.allocations) == sound)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `an error while differences are reported is thrown, and they are found again`(
    kind: StoreKind
  ) throws {
    try kind.withStore { store in
      try store.transaction { try $0.view.add(OrderLine("o1", "LAMP", 1), on: "b1") }
      #expect(throws: Abandoned()) { try store.verifyView { _ in throw Abandoned() } }
      var count = 0
      try store.verifyView { _ in count += 1 }
      #expect(count == 1)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `rebuild changes nothing in a correct view or in the reported changes`(
    kind: StoreKind
  ) throws {
    try kind.withStore { store in
      let openRun = try OpenRun(on: store)
      try openRun.handle(
        .batch("b1", "LAMP", 5),
        .order("o1", "LAMP", 3),
        .order("o2", "LAMP", 2),
        .quantity("b1", 4)
      )
      let before = try Everything(store, openRun.run)
      try store.rebuildView()
      #expect(try Everything(store, openRun.run) == before)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `an empty store has an empty view`(kind: StoreKind) throws {
    try kind.withStore { store in
      try expectSoundView(store)
      try store.rebuildView()
      #expect(try store.reports.placements(of: "o1") == [])
    }
  }
}
