import Domain
import ServiceLayer
import TestSupport
import Testing

/// Random nights on a real store against the reference model, compared after every chunk.
struct RandomNightsTests {
  struct Abandoned: Error {}

  @Test(arguments: StoreKind.allCases, 0..<100 as Range<UInt64>)
  func `a store does what the rules say, whatever the commands and their chunks`(
    kind: StoreKind,
    seed: UInt64
  ) throws {
    try kind.withReopening { first, reopen in
      var random = RandomCommands(seed: seed)
      var nights = try Nights(store: first, reopen: reopen, seed: seed)
      for _ in 0..<random.number(4...14) {
        try nights.chunk(random.chunk(upTo: 12), random.number(1...100))
        try nights.compare()
      }
      try nights.rebuild()
    }
  }
}

/// A store and the model that it must agree with, night after night.
struct Nights {
  private var store: any Store
  private let reopen: () throws -> any Store
  private let seed: UInt64
  private var model = ReferenceModel()
  private var rows: OpenRun
  private var file = "night-1.csv"
  private var row = 0
  private var chunks = 0

  init(store: any Store, reopen: @escaping () throws -> any Store, seed: UInt64) throws {
    self.store = store
    self.reopen = reopen
    self.seed = seed
    rows = try OpenRun(on: store, file: "night-1.csv")
    model.run = rows.run.name
  }

  private var place: Comment { "seed \(seed), chunk \(chunks)" }

  /// Does a chunk in one of the ways in which chunks come: most are committed, some abandoned or
  /// rehearsed; at times the process is another one, or a new night begins.
  mutating func chunk(_ commands: [Command], _ roll: Int) throws {
    chunks += 1
    switch roll {
    case ...10: try abandon(commands)
    case ...18: try rehearse(commands)
    case ...30: try beginNight(publishing: roll % 3 > 0)
    case ...50: store = try reopen()
    default: break
    }
    let expected = expect(commands)
    let verdicts = try rows.handle(commands, on: store)
    #expect(verdicts == expected, "\(place): \(commands)")
  }

  func compare() throws {
    for (table, expected) in model.reports {
      let found = try store.reports.rows(table, for: rows.run)
      #expect(found == expected, "\(table), \(place)")
    }
    try expectSoundView()
    try expectOrigins()
    try expectConservedStock()
  }

  func rebuild() throws {
    try store.rebuildView()
    try compare()
  }

  // MARK: - Ways of a chunk

  private mutating func expect(_ commands: [Command]) -> [Verdict] {
    commands.map { command in
      row += 1
      model.origin = "\(file):\(row + 1)"
      return model.handle(command)
    }
  }

  private mutating func abandon(_ commands: [Command]) throws {
    #expect(throws: RandomNightsTests.Abandoned.self, place) {
      try store.transaction { work in
        try rows.handle(commands, in: work)
        throw RandomNightsTests.Abandoned()
      }
    }
    row += commands.count
    try compare()
  }

  private mutating func rehearse(_ commands: [Command]) throws {
    let before = model
    let expected = expect(commands)
    let verdicts = try store.rehearse { try rows.handle(commands, on: store) }
    #expect(verdicts == expected, "\(place), rehearsed")
    model = before
    try compare()
  }

  private mutating func beginNight(publishing: Bool) throws {
    if publishing {
      try rows.publish()
      model.changes = []
    }
    try rows.finish()
    file = "night-\(chunks + 1).csv"
    rows = try OpenRun(on: store, file: FileName(file))
    row = 0
    model.run = rows.run.name
  }

  // MARK: - Expectations

  private func expectSoundView() throws {
    var differences: [ViewDifference] = []
    try store.verifyView { differences.append($0) }
    #expect(differences == [], place)
  }

  /// Each line and batch remembers where it came from, whatever became of it since.
  private func expectOrigins() throws {
    try store.transaction { work in
      for line in model.lines {
        let origin = try work.products.origin(
          of: OrderID(rawValue: line.orderID),
          Sku(rawValue: line.sku)
        )
        #expect(origin?.description == line.origin, "\(line), \(place)")
      }
      for batch in model.batches {
        let origin = try work.products.origin(of: batch.first.reference)
        #expect(origin?.description == batch.origin, "\(batch), \(place)")
      }
    }
  }

  private func expectConservedStock() throws {
    let tables = [ReportTable.allocations, .stock, .backorders]
    let reports = try tables.map { ($0, try store.reports.rows($0, for: rows.run)) }
    #expect(StockBalance(Dictionary(uniqueKeysWithValues: reports)).faults == [], place)
  }
}
