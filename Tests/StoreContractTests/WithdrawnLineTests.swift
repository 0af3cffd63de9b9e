import Domain
import ServiceLayer
import SystemTestSupport
import TestSupport
import Testing

/// Rule 11: a cancellation of a line whose row is still deferred.
struct WithdrawnLineTests {
  /// The numbers of the open rows that were handed over, and how many there are.
  private struct Open: Equatable {
    var rows: [Int] = []
    var count = 0
  }

  private func open(_ kind: FileKind, _ store: any Store, atMost limit: Int) throws -> Open {
    var open = Open()
    open.count = try store.rows.openDeferredRows(of: kind, atMost: limit) {
      open.rows.append($0.source.row)
    }
    return open
  }

  @Test(arguments: StoreKind.allCases)
  func `a deferred line is cancelled, and its row ends as unchanged`(kind: StoreKind) throws {
    try kind.withReopening { store, reopen in
      let first = try OpenRun(on: store, file: "orders.csv")
      try first.handle(.batch("b1", "LAMP", 10))
      try first.handleKeeping(
        [.order("o1", "NOPE", 4), .place("o2", "LAMP", 3, on: "b9"), .order("o3", "NOPE", 1)],
        on: store
      )
      let second = try OpenRun(on: store, file: "cancellations.csv")
      let cancelling = [Command.cancel("o1", "NOPE"), .cancel("o2", "LAMP"), .cancel("o1", "NOPE")]
      #expect(try second.handle(cancelling) == [.applied, .applied, .unchanged])
      #expect(try second.rows(.open).map { $0[1] } == [5])
      #expect(try open(.orders, store, atMost: 9) == Open(rows: [4], count: 1))
      #expect(try open(.batches, store, atMost: 9) == Open(rows: [], count: 0))
      #expect(try store.reports.lines(of: "o1").map(\.place) == [.cancelled])

      let later = try reopen()
      let third = try OpenRun(on: later, file: "batches.csv")
      try third.handle([.batch("b8", "NOPE", 10), .batch("b9", "LAMP", 10)], on: later)
      let retried = try third.retry(first.deferred, on: later)
      #expect(retried == [.unchanged, .unchanged, .applied])
      #expect(try third.rows(.allocations) == [["o3", "NOPE", 1, "b8"]])
      #expect(try third.rows(.open) == [])
      #expect(
        try third.handle([.order("o1", "NOPE", 4), .place("o2", "LAMP", 3, on: "b9")], on: later)
          == [.calledOff, .refused(.lineIsCancelled(OrderLine("o2", "LAMP", 3)))]
      )
      try later.verifyView { Issue.record("\($0)") }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a whole order is cancelled with its deferred lines`(kind: StoreKind) throws {
    try kind.withReopening { store, _ in
      let first = try OpenRun(on: store, file: "orders.csv")
      try first.handle(.batch("b1", "LAMP", 10), .order("o1", "LAMP", 4))
      try first.handleKeeping(
        [.order("o1", "NOPE", 4), .order("o2", "NOPE", 1), .order("o1", "NIL", 2)],
        on: store
      )
      #expect(try open(.orders, store, atMost: 2) == Open(rows: [3, 4], count: 3))
      let second = try OpenRun(on: store, file: "cancellations.csv")
      #expect(
        try second.handle(.cancel("o1"), .cancel("o2"), .cancel("o1"), .cancel("o3"))
          == [.applied, .applied, .unchanged, .refused(.unknownOrder("o3"))]
      )
      #expect(
        try store.reports.lines(of: "o1").map { "\($0.sku) \($0.quantity) \($0.place)" }
          == ["LAMP 4 cancelled", "NIL 2 cancelled", "NOPE 4 cancelled"]
      )
      #expect(try second.rows(.open) == [])
      #expect(
        try second.handle(.order("o1", "NOPE", 5), .amend("o1", "NOPE", 5))
          == [
            .refused(
              .lineDiffers(OrderLine("o1", "NOPE", 5), first: 4, today: 4, isCancelled: true)
            ), .refused(.unknownSku("NOPE")),
          ]
      )
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `an earlier cancellation that was deferred too withdraws the row`(
    kind: StoreKind
  ) throws {
    try kind.withReopening { store, reopen in
      let first = try OpenRun(on: store, file: "cancellations.csv")
      try first.handle(.batch("b1", "LAMP", 10))
      try first.handleKeeping([.cancel("o1", "NOPE"), .cancel("o2")], on: store)
      let second = try OpenRun(on: store, file: "orders.csv")
      try second.handleKeeping(
        [.order("o1", "NOPE", 4), .place("o2", "LAMP", 3, on: "b9"), .amend("o3", "NOPE", 2)],
        on: store
      )
      let third = try OpenRun(on: store, file: "nothing.csv")
      #expect(try third.retry(first.deferred, on: store) == [.applied, .applied])
      let later = try reopen()
      let fourth = try OpenRun(on: later, file: "batches.csv")
      try fourth.handle([.batch("b8", "NOPE", 10), .batch("b9", "LAMP", 10)], on: later)
      #expect(
        try fourth.retry(second.deferred, on: later)
          == [.unchanged, .unchanged, .refused(.unknownLine("o3", "NOPE"))]
      )
      #expect(try fourth.rows(.allocations) == [])
      #expect(try fourth.handle([.order("o1", "NOPE", 4)], on: later) == [.calledOff])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a waiting amendment is outdated only by a later cancellation`(
    kind: StoreKind
  ) throws {
    try kind.withReopening { store, _ in
      let amended = try OpenRun(on: store, file: "amendments.csv")
      try amended.handleKeeping([.amend("o1", "LAMP", 2)], on: store)
      let cancelled = try OpenRun(on: store, file: "cancellations.csv")
      try cancelled.handleKeeping([.cancel("o1", "LAMP"), .cancel("o2", "LAMP")], on: store)
      let again = try OpenRun(on: store, file: "amendments.csv")
      try again.handleKeeping([.amend("o2", "LAMP", 6)], on: store)
      let last = try OpenRun(on: store, file: "orders.csv")
      try last.handle(
        .batch("b1", "LAMP", 10),
        .order("o1", "LAMP", 4),
        .order("o2", "LAMP", 4)
      )
      #expect(try last.retry(cancelled.deferred, on: store) == [.applied, .applied])
      #expect(
        try last.retry(amended.deferred + again.deferred, on: store) == [.unchanged, .applied]
      )
      #expect(try last.rows(.allocations) == [["o2", "LAMP", 6, "b1"]])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `an amendment orders it again once its sku is known`(kind: StoreKind) throws {
    try kind.withReopening { store, _ in
      let first = try OpenRun(on: store, file: "orders.csv")
      try first.handleKeeping([.order("o1", "NOPE", 4)], on: store)
      let second = try OpenRun(on: store, file: "cancellations.csv")
      try second.handle(.cancel("o1", "NOPE"))
      let third = try OpenRun(on: store, file: "amendments.csv")
      #expect(
        try third.handle(.batch("b1", "NOPE", 10), .amend("o1", "NOPE", 6))
          == [.applied, .applied]
      )
      #expect(try third.rows(.allocations) == [["o1", "NOPE", 6, "b1"]])
    }
  }
}
