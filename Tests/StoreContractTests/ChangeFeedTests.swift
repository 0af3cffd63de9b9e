import Domain
import ServiceLayer
import SystemTestSupport
import TestSupport
import Testing

/// The change feed: every placement and removal, in order, with its cause, for any number of readers.
struct ChangeFeedTests {
  /// A change as a test states it: the cause is the number of the command that made it, from 1.
  struct Told: Equatable {
    let change: PlacementChange.Kind
    let line: OrderLine
    let reference: BatchReference
    let row: Int?

    init(
      _ change: PlacementChange.Kind,
      _ line: OrderLine,
      _ reference: BatchReference,
      by row: Int
    ) {
      (self.change, self.line, self.reference, self.row) = (change, line, reference, row)
    }

    init(_ change: PlacementChange) {
      self.change = change.kind
      line = change.line
      reference = change.reference
      row = change.cause?.row
    }
  }

  static let commands: [Command] = [
    .batch("b1", "LAMP", 10), .order("o1", "LAMP", 6), .order("o2", "LAMP", 4),
    .order("o3", "LAMP", 5), .quantity("b1", 6), .batch("b2", "LAMP", 4), .cancel("o1", "LAMP"),
    .order("o4", "LAMP", 1),
  ]

  static let told = [
    Told(.allocated, OrderLine("o1", "LAMP", 6), "b1", by: 2),
    Told(.allocated, OrderLine("o2", "LAMP", 4), "b1", by: 3),
    Told(.deallocated, OrderLine("o2", "LAMP", 4), "b1", by: 5),
    Told(.allocated, OrderLine("o2", "LAMP", 4), "b2", by: 6),
    Told(.deallocated, OrderLine("o1", "LAMP", 6), "b1", by: 7),
    Told(.allocated, OrderLine("o3", "LAMP", 5), "b1", by: 7),
    Told(.allocated, OrderLine("o4", "LAMP", 1), "b1", by: 8),
  ]

  func changes(
    _ store: any Store,
    after position: FeedPosition = .start,
    limit: Int = .max
  ) throws -> [PlacementChange] {
    var changes: [PlacementChange] = []
    try store.changes.read(after: position, limit: limit) { changes.append($0) }
    return changes
  }

  @Test(arguments: StoreKind.allCases, [1, 3, 8])
  func `all changes come in order, each with the row that caused it`(
    kind: StoreKind,
    chunk: Int
  ) throws {
    try kind.withReopening { store, reopen in
      let openRun = try OpenRun(on: store)
      for start in stride(from: 0, to: Self.commands.count, by: chunk) {
        try openRun.handle(Array(Self.commands[start..<min(start + chunk, Self.commands.count)]))
      }
      let changes = try changes(store)
      #expect(changes.map(Told.init) == Self.told)
      #expect(changes.allSatisfy { $0.cause?.importID == openRun.importID })
      #expect(changes.map { $0.cause?.line } == Self.told.map { ($0.row ?? 0) + 1 })
      #expect(try self.changes(reopen()) == changes)
      // Published reports take nothing away from other readers.
      try openRun.publish()
      try openRun.finish()
      #expect(try self.changes(store) == changes)
    }
  }

  @Test(arguments: StoreKind.allCases, 1...told.count)
  func `a reader that reads a few at a time reads each change once`(kind: StoreKind, limit: Int)
    throws
  {
    try kind.withStore { store in
      try OpenRun(on: store).handle(Self.commands)
      var read: [PlacementChange] = []
      while case let next = try changes(store, after: read.last?.position ?? .start, limit: limit),
        !next.isEmpty
      {
        #expect(next.count <= limit)
        read += next
      }
      #expect(try read == changes(store))
      #expect(zip(read, read.dropFirst()).allSatisfy { $0.position < $1.position })
      #expect(try read.last.map { try changes(store, after: $0.position) } == [])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `each consumer has its own position, which only increases`(kind: StoreKind) throws {
    try kind.withReopening { store, reopen in
      let openRun = try OpenRun(on: store)
      try openRun.handle(Self.commands)
      let (redis, page) = (FeedConsumer(rawValue: "redis"), FeedConsumer(rawValue: "page"))
      #expect(try store.changes.position(of: redis) == .start)
      let all = try changes(store)
      try store.changes.advance(redis, to: all[3].position)
      try store.changes.advance(page, to: all[1].position)
      try store.changes.advance(redis, to: all[2].position)
      let again = try reopen()
      #expect(try again.changes.position(of: redis) == all[3].position)
      #expect(try again.changes.position(of: page) == all[1].position)
      #expect(try again.changes.position(of: .changesReport) == .start)
      try openRun.publish()
      #expect(try store.changes.position(of: .changesReport) == store.changes.end())
      #expect(try changes(store, after: store.changes.end()) == [])
      #expect(try store.changes.position(of: redis) == all[3].position)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a retried row is the cause, and its line has the age of the later import`(
    kind: StoreKind
  ) throws {
    try kind.withStore { store in
      let first = try OpenRun(on: store)
      #expect(try first.handle(.order("o1", "LAMP", 1)) == [.refused(.unknownSku("LAMP"))])
      let deferred = RowSource(importID: first.importID, row: 1, line: 2)
      try first.finish()
      let second = try OpenRun(on: store)
      try second.handle(.batch("b1", "LAMP", 9), .order("o2", "LAMP", 1))
      try store.runs.choose(
        [ChosenFile(name: "orders.csv", kind: .orders, retryOf: first.importID, state: .retried)],
        for: second.run
      )
      let retry = try #require(try store.imports.imports(of: second.run).last)
      let bus = MessageBus()
      try store.transaction { work in
        let origin = Origin(deferred, triedIn: retry.id)
        _ = try bus.handle(.order("o1", "LAMP", 1), from: origin, in: work)
      }
      #expect(
        try changes(store).map(\.line.orderID) == ["o2", "o1"]
      )
      #expect(try changes(store).last?.cause == deferred)
      #expect(
        try store.transaction { try $0.origins.origin(of: "o1", "LAMP") }
          == FilePosition(file: "orders.csv", line: 2)
      )
    }
  }
}
