import Domain
import ServiceLayer
import SystemTestSupport
import TestSupport
import Testing

/// A lookup for many commands at once finds the same as a lookup for each of them.
struct PreparationTests {
  @Test(arguments: StoreKind.allCases)
  func `products loaded together equal those loaded one by one`(
    kind: StoreKind
  ) throws {
    try kind.withReopening { store, reopen in
      let skus = (1...30).map { Sku(rawValue: "SKU-\(31 - $0)") }
      let openRun = try OpenRun(on: store)
      for (n, sku) in skus.enumerated() {
        // The batches of a product are not adjacent, and every third product has a used-up one.
        try openRun.handle(.batch(BatchReference(rawValue: "a\(n)"), sku, 5, eta: "2026-12-01"))
      }
      for (n, sku) in skus.enumerated() {
        try openRun.handle(.batch(BatchReference(rawValue: "b\(n)"), sku, 3))
        if n.isMultiple(of: 3) { try openRun.handle(.order(OrderID(rawValue: "o\(n)"), sku, 3)) }
      }
      var commands: [Command?] = skus.map { .order("new", $0, 1) }
      commands += [nil, .order("new", "UNKNOWN", 1), .quantity("a1", 4), commands[0]]
      let alone = try loaded(skus + ["UNKNOWN"], from: reopen(), for: [])
      #expect(
        alone.map { $0?.batches.count ?? 0 } == skus.indices.map { $0.isMultiple(of: 3) ? 1 : 2 }
          + [0]
      )
      #expect(try loaded(skus + ["UNKNOWN"], from: reopen(), for: commands) == alone)
    }
  }

  private struct Loaded: Equatable {
    let version: Int
    let batches: [Batch]
  }

  private func loaded(
    _ skus: [Sku],
    from store: any Store,
    for commands: [Command?]
  ) throws -> [Loaded?] {
    try store.transaction { work in
      try work.prepare(for: commands)
      return try skus.map { sku in
        try work.products.get(sku).map { product in
          var batches = product.batches
          return Loaded(version: product.version, batches: batches.all)
        }
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `lines looked up together equal those looked up one by one`(
    kind: StoreKind
  ) throws {
    try kind.withReopening { store, reopen in
      let openRun = try OpenRun(on: store)
      try openRun.handle(.batch("b1", "LAMP", 10))
      // Of 30 lines ten are allocated and the others wait; one of each is cancelled.
      let known = (1...30).map { Command.order(OrderID(rawValue: "o\($0)"), "LAMP", 1) }
      try openRun.handle(known)
      try openRun.handle(.cancel("o1", "LAMP"), .cancel("o30", "LAMP"))
      #expect(
        try openRun.handle(known + [.order("o31", "LAMP", 1), known[0]], on: reopen())
          == [.calledOff] + (2...29).map { _ in .unchanged } + [.calledOff, .applied, .calledOff]
      )
    }
  }
}
