import Domain
import ServiceLayer
import SystemTestSupport
import TestSupport
import Testing

/// The numbers of nights, and the notes beside the cells of reports, for every store.
struct NightTests {
  @Test(arguments: StoreKind.allCases)
  func `the numbers of a night are stored when it is published, and are read newest first`(
    kind: StoreKind
  ) throws {
    try kind.withReopening { store, reopen in
      var nights: [Night] = []
      for number in 1...3 {
        let run = try store.runs.begin(
          .run,
          started: RunLedgerTests.night + number,
          settings: Run.Settings()
        )
        let numbers = NightNumbers.counted(from: number * 100)
        try store.runs.publish(run, as: numbers)
        try store.runs.finish(run)
        nights.insert(
          Night(id: run.id, run: run.name, started: run.started, numbers: numbers),
          at: 0
        )
      }
      let later = try reopen()
      let next = try later.runs.begin(.run, started: RunLedgerTests.night + 9, settings: .init())
      func found(_ limit: Int, since first: Int = 0) throws -> [Night] {
        try later.nights.nights(before: next, limit: limit, withChangesSince: first)
      }
      #expect(try found(30) == nights)
      #expect(try found(2) == Array(nights.prefix(2)))
      #expect(
        try found(30, since: next.id - 1).map(\.numbers.changes)
          == [nights[0].numbers.changes, NightChanges(), NightChanges()]
      )
      let second = try #require(try later.runs.newest(4).dropFirst(2).first)
      #expect(
        try later.nights.nights(before: second, limit: 30, withChangesSince: 0) == [nights[2]]
      )
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `rows are counted by kind, including those of runs that published nothing`(
    kind: StoreKind
  ) throws {
    try kind.withStore { store in
      func run(_ file: ChosenFile, _ counts: RowCounts) throws -> Run {
        let run = try store.runs.begin(
          .run,
          started: RunLedgerTests.night,
          settings: Run.Settings()
        )
        try store.runs.choose([file], for: run)
        var taken = try #require(try store.imports.imports(of: run).first)
        taken.counts = counts
        try store.imports.save(taken)
        return run
      }
      let first = try run(
        ChosenFile(name: "orders.csv", kind: .orders),
        RowCounts(applied: 9, rejected: 1)
      )
      try store.runs.publish(first)
      _ = try run(
        ChosenFile(name: "orders-2.csv", kind: .orders),
        RowCounts(applied: 4, deferred: 2)
      )
      _ = try run(ChosenFile(name: "held.csv", kind: .orders, state: .held), RowCounts(applied: 7))
      let last = try run(
        ChosenFile(name: "cancellations.csv", kind: .cancellations),
        RowCounts(applied: 3, unchanged: 1)
      )
      #expect(
        try store.nights.rows(upTo: last) == [
          .orders: RowCounts(applied: 4, deferred: 2),
          .cancellations: RowCounts(applied: 3, unchanged: 1),
        ]
      )
      #expect(try store.nights.rows(upTo: first) == [.orders: RowCounts(applied: 9, rejected: 1)])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `orders are complete, partly allocated or waiting, and cancelled lines do not count`(
    kind: StoreKind
  ) throws {
    try kind.withStore { store in
      let openRun = try OpenRun(on: store)
      #expect(try openRun.notes(.allocations) == [.orders(OrderCounts())])
      try openRun.handle(
        .batch("b1", "LAMP", 50),
        .batch("b2", "VASE", 0),
        .order("o1", "LAMP", 1),
        .order("o10", "VASE", 1),
        .order("o2", "LAMP", 1),
        .order("o2", "VASE", 1),
        .order("o3", "VASE", 1),
        .order("o3", "LAMP", 1),
        .order("o4", "LAMP", 1),
        .order("o4", "VASE", 1),
        .order("o5", "LAMP", 1),
        .order("é", "VASE", 1),
        .order("z", "VASE", 1),
        .cancel("o4", "VASE"),
        .cancel("o5", "LAMP")
      )
      #expect(
        try openRun.notes(.allocations) == [
          .orders(OrderCounts(complete: 2, partly: 2, waiting: 3))
        ]
      )
      try openRun.handle(.cancel("o1", "LAMP"), .cancel("o2", "LAMP"), .cancel("o3", "LAMP"))
      try openRun.handle(.cancel("o4", "LAMP"))
      #expect(try openRun.notes(.allocations) == [.orders(OrderCounts(waiting: 5))])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `each waiting line has its age and the run in which it began to wait`(
    kind: StoreKind
  ) throws {
    try kind.withStore { store in
      let first = try OpenRun(on: store)
      try first.handle(
        .batch("b1", "VASE", 3),
        .batch("b2", "LAMP", 0),
        .order("o1", "VASE", 3),
        .order("o2", "VASE", 1),
        .order("o3", "LAMP", 1)
      )
      func age(_ row: Int, _ file: OpenRun) -> Int { file.importID << 32 | row }
      try first.finish()
      let second = try OpenRun(on: store)
      try second.handle(.quantity("b1", 0), .order("o4", "LAMP", 1))
      #expect(
        try second.notes(.backorders) == [
          .waits(age: age(5, first), since: first.run.id),
          .waits(age: age(2, second), since: second.run.id),
          // It was allocated, and lost its allocation.
          .waits(age: age(3, first), since: second.run.id),
          .waits(age: age(4, first), since: first.run.id),
        ]
      )
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `changes are counted by the import that caused them, and the first removals are named`(
    kind: StoreKind
  ) throws {
    try kind.withStore { store in
      let openRun = try OpenRun(on: store)
      try openRun.handle(.batch("b1", "LAMP", 30))
      try openRun.handle((1...30).map { .order(OrderID(rawValue: "o\($0)"), "LAMP", 1) })
      let first = openRun.importID
      try openRun.open("quantities.csv")
      try openRun.handle(.quantity("b1", 1), .quantity("b1", 3))
      let note = try #require(try openRun.notes(.changes).first)
      guard case .changes(let tally) = note else {
        Issue.record("\(note)")
        return
      }
      #expect(
        tally.causes == [
          ChangeTally.Cause(importID: first, allocated: 30),
          ChangeTally.Cause(importID: openRun.importID, allocated: 2, deallocated: 29),
        ]
      )
      #expect(tally.removals.count == 20)
      #expect(tally.removals.allSatisfy { $0.kind == .deallocated })
      #expect(
        tally.removals.map(\.cause)
          == Array(repeating: RowSource(importID: openRun.importID, row: 1, line: 2), count: 20)
      )
    }
  }
}

extension NightNumbers {
  /// Numbers that are all different.
  fileprivate static func counted(from start: Int) -> Self {
    var numbers = NightNumbers()
    numbers.allocated = start
    numbers.deallocated = start + 1
    numbers.newlyWaiting = start + 2
    numbers.cancelled = start + 3
    numbers.waitingLines = start + 4
    numbers.waitingUnits = start + 5
    numbers.shortSkus = start + 6
    numbers.orders = OrderCounts(complete: start + 7, partly: start + 8, waiting: start + 9)
    numbers.openRows = start + 10
    numbers.rows = RowCounts(
      applied: start + 11,
      unchanged: start + 12,
      deferred: start + 13,
      rejected: start + 14
    )
    numbers.changes = NightChanges(
      causes: [
        NightChanges.Cause(kind: "orders", applied: start, allocated: start, deallocated: 0)
      ],
      removals: [
        NightChanges.Removal(
          orderID: "o1",
          sku: "LAMP",
          quantity: start,
          reference: "b1",
          importID: 3,
          line: 2
        ),
        NightChanges.Removal(orderID: "é\"", sku: "LAMP", quantity: 1, reference: "b2"),
      ]
    )
    return numbers
  }
}
