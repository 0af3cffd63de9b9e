import Domain
import ServiceLayer
import SystemTestSupport
import TestSupport
import Testing

/// Chunks of commands, one after the other, by one process or by several; for every store.
struct ChunkTests {
  @Test(arguments: StoreKind.allCases)
  func `several chunks act like one, with or without products in memory`(
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
        let openRun = try OpenRun(on: store)
        for chunk in chunks {
          let store = reopens ? try reopen() : store
          try openRun.handle(chunk, on: store)
        }
        return try Everything(store, openRun.run)
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
      let openRun = try OpenRun(on: first)
      try openRun.handle(
        .batch("b1", "LAMP", 10),
        .order("o1", "LAMP", 6),
        .order("o2", "LAMP", 4)
      )
      let store = reopens ? try reopen() : first
      try openRun.handle([.cancel("o1", "LAMP")], on: store)
      #expect(try openRun.rows(.stock) == [["b1", "LAMP", nil, 10, 4, 6]])
      try openRun.handle([.order("o3", "LAMP", 6)], on: reopen())
      #expect(
        try openRun.rows(.allocations) == [["o2", "LAMP", 4, "b1"], ["o3", "LAMP", 6, "b1"]]
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
      let openRun = try OpenRun(on: first)
      try openRun.handle(
        .batch("b1", "LAMP", 10),
        .order("o1", "LAMP", 10),
        .order("o2", "LAMP", 4)
      )
      let store = reopens ? try reopen() : first
      try openRun.handle([.quantity("b1", 15)], on: store)
      #expect(try openRun.rows(.stock) == [["b1", "LAMP", nil, 15, 14, 1]])
      // The chain continues from the lines that were allocated before it was used up.
      try openRun.handle([.quantity("b1", 3)], on: reopen())
      #expect(try openRun.rows(.stock) == [["b1", "LAMP", nil, 3, 0, 3]])
      #expect(try openRun.rows(.backorders).map { $0[0] } == ["o1", "o2"])
      try expectSoundView(first)
    }
  }
}
