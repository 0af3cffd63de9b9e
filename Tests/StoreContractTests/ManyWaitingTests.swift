import Domain
import GRDB
import ServiceLayer
import SystemTestSupport
import TestSupport
import Testing

@testable import SQLiteStore

/// A row with many effects: rules 3 and 4 at their maximum.
struct ManyWaitingTests {
  /// Orders that all have different quantities, in random order.
  private static func orders(_ count: Int) -> [Command] {
    (0..<count).map {
      .order(OrderID(rawValue: "o\(100_000 + $0)"), "LAMP", ($0 * 7919) % count + 1)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `one batch serves lines of many quantities, oldest first`(kind: StoreKind) throws {
    try kind.withReopening { store, reopen in
      let openRun = try OpenRun(on: store)
      let count = 60
      try openRun.handle([.batch("b0", "LAMP", 0)] + Self.orders(count))
      // A few are served, cancelled, removed and placed by name; then there is enough for all.
      let again = try reopen()
      try openRun.handle(
        [
          .batch("b1", "LAMP", 300), .cancel("o100010", "LAMP"), .quantity("b1", 100),
          .batch("b2", "LAMP", 500), .order("o200000", "LAMP", 45), .quantity("b1", 200),
          .quantity("b2", 0),
        ],
        on: again
      )
      let waiting = try openRun.rows(.backorders).map { $0[0] }
      #expect(!waiting.isEmpty)
      try openRun.handle([.batch("b3", "LAMP", 100_000)], on: again)
      #expect(try openRun.rows(.backorders) == [])
      let served = try openRun.rows(.changes).suffix(waiting.count)
      #expect(served.map { $0[0] } == waiting)
      #expect(served.allSatisfy { $0[3] == "b3" })
      try expectSoundView(again)
    }
  }

  @Test func `twice as many waiting lines take about twice as many statements`() throws {
    func statements(_ count: Int) throws -> Int {
      try withTemporaryFolder { folder in
        let store = try SQLiteStore(path: folder + "/allot.sqlite")
        let openRun = try OpenRun(on: store)
        try openRun.handle([.batch("b0", "LAMP", 0)] + Self.orders(count))
        try store.flush()
        return try store.countingStatements {
          try openRun.handle(.batch("b1", "LAMP", 1_000_000_000))
          try openRun.handle(.quantity("b1", 0))
          try openRun.handle(.quantity("b1", 1_000_000_000))
          try store.flush()
        }
      }
    }
    let (few, many) = (try statements(200), try statements(400))
    #expect(many < 5 * few / 2, "\(few), \(many)")
  }

  @Test(arguments: StoreKind.allCases)
  func `a stop request works during the effects of a row and discards the chunk`(
    kind: StoreKind
  ) throws {
    try kind.withStore { store in
      let openRun = try OpenRun(on: store)
      try openRun.handle([.batch("b0", "LAMP", 0)] + Self.orders(600))
      try store.flush()
      let before = try Everything(store, openRun.run)
      var asked = 0
      let bus = MessageBus(isStopping: {
        asked += 1
        return asked == 2
      })
      let origin = Origin(
        RowSource(importID: openRun.importID, row: 9999, line: 10_000),
        triedIn: openRun.importID
      )
      #expect(throws: StoppedAmongEvents.self) {
        try store.transaction { work in
          _ = try bus.handle(.batch("b1", "LAMP", 1_000_000), from: origin, in: work)
        }
      }
      #expect(asked == 2)
      #expect(try Everything(store, openRun.run) == before)
    }
  }
}

extension SQLiteStore {
  /// How many statements SQLite runs for the body on the connection that writes.
  fileprivate func countingStatements(_ body: () throws -> Void) throws -> Int {
    let counter = Counter()
    try connection.outsideTransaction { $0.trace { _ in counter.count += 1 } }
    try body()
    try connection.outsideTransaction { $0.trace(options: []) }
    return counter.count
  }
}

private final class Counter {
  var count = 0
}
