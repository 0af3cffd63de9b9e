import ServiceLayer
import SystemTestSupport
import TestSupport
import Testing

/// The ordered units, night by night, for every store.
struct DemandTests {
  @Test(arguments: StoreKind.allCases)
  func `units count in their night, amendments and cancellations in theirs`(
    kind: StoreKind
  ) throws {
    try kind.withReopening { store, reopen in
      let first = try night(on: store) { night in
        try night.handle(
          .batch("b1", "LAMP", 100),
          .batch("b2", "VASE", 3),
          .order("o1", "LAMP", 10),
          .order("o2", "LAMP", 20),
          .order("o3", "VASE", 4)
        )
      }
      let second = try night(on: store) { night in
        try night.handle(.cancel("o2", "LAMP"), .amend("o3", "VASE", 3), .order("o4", "LAMP", 7))
      }
      let third = try OpenRun(on: store)
      try third.handle(.amend("o1", "LAMP", 40), .cancel("o4", "LAMP"), .amend("o2", "LAMP", 1))
      for store in [store, try reopen()] {
        func found(since run: Run) throws -> Demand {
          try store.nights.demand(since: run.id, naming: 10)
        }
        #expect(try found(since: first) == .of(("LAMP", 41, 59), ("VASE", 3, 0)))
        // Everything that the second night ordered was cancelled later, and more.
        #expect(try found(since: second) == .of(("LAMP", 11, 59)))
        #expect(try found(since: third.run) == .of(("LAMP", 24, 59)))
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `orders of a run that publishes nothing belong to the next publication`(
    kind: StoreKind
  ) throws {
    try kind.withStore { store in
      _ = try night(on: store) { try $0.handle(.batch("b1", "LAMP", 100), .order("o1", "LAMP", 1)) }
      let unpublished = try OpenRun(on: store)
      try unpublished.handle(.order("o2", "LAMP", 2))
      try unpublished.finish()
      let last = try night(on: store) { try $0.handle(.order("o3", "LAMP", 3)) }
      #expect(
        try store.nights.demand(since: last.id, naming: 1) == .of(naming: 1, ("LAMP", 5, 94))
      )
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a publication counts once and removes nights that are too old`(
    kind: StoreKind
  ) throws {
    try kind.withStore { store in
      let first = try night(on: store) {
        try $0.handle(.batch("b1", "LAMP", 100), .order("o1", "LAMP", 1))
      }
      let second = try OpenRun(on: store)
      try second.handle(.order("o2", "LAMP", 2))
      for _ in 1...2 {
        try store.runs.publish(second.run, as: NightNumbers(), keepingOrdersSince: second.run.id)
      }
      try second.finish()
      #expect(try store.nights.demand(since: first.id, naming: 10) == .of(("LAMP", 2, 97)))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `products that run out first come first; used-up ones are counted separately`(
    kind: StoreKind
  ) throws {
    try kind.withStore { store in
      let night = try OpenRun(on: store)
      try night.handle(
        .batch("b1", "CHAIR", 40),
        .batch("b2", "LAMP", 30),
        .batch("b3", "LAMP", 20),
        .batch("b4", "STOOL", 5),
        .batch("b5", "VASE", 31),
        .batch("b6", "TABLE", 9),
        .order("o1", "CHAIR", 10),
        .order("o2", "LAMP", 10),
        .order("o3", "STOOL", 5),
        .order("o4", "VASE", 1)
      )
      let all = try store.nights.demand(since: 0, naming: 10)
      #expect(all == .of(("CHAIR", 10, 30), ("LAMP", 10, 40), ("STOOL", 5, 0), ("VASE", 1, 30)))
      #expect(all.first.map(\.sku) == ["CHAIR", "LAMP", "VASE"])
      #expect(all.usedUp == 1)
      #expect(try store.nights.demand(since: 0, naming: 2).first == Array(all.first.prefix(2)))
    }
  }

  private func night(on store: any Store, _ body: (OpenRun) throws -> Void) throws -> Run {
    let night = try OpenRun(on: store)
    try body(night)
    try night.publish()
    try night.finish()
    return night.run
  }
}

extension Demand {
  fileprivate static func of(
    naming most: Int = 10,
    _ products: (sku: String, ordered: Int, free: Int)...
  ) -> Demand {
    var demand = Demand(naming: most)
    for product in products {
      demand.add(product.sku, ordered: product.ordered, free: product.free)
    }
    return demand
  }
}
