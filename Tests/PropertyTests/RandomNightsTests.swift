import Domain
import ServiceLayer
import SystemTestSupport
import TestSupport
import Testing

/// Random nights on a real store against the reference model, compared after every chunk.
struct RandomNightsTests {
  struct Abandoned: Error {}

  @Test(arguments: StoreKind.allCases, 0..<100 as Range<UInt64>)
  func `a store follows the rules for any commands and chunks`(
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
  private(set) var store: any Store
  private let reopen: () throws -> any Store
  private let seed: UInt64
  private(set) var model = ReferenceModel()
  private var openRun: OpenRun
  private var file = "night-1.csv"
  private var row = 0
  private var chunks = 0
  /// The files by their imports.
  private var names: [Int: String] = [:]

  init(store: any Store, reopen: @escaping () throws -> any Store, seed: UInt64) throws {
    self.store = store
    self.reopen = reopen
    self.seed = seed
    openRun = try OpenRun(on: store, file: "night-1.csv")
    names[openRun.importID] = "night-1.csv"
    model.run = openRun.run.name
  }

  var place: Comment { "seed \(seed), chunk \(chunks)" }

  /// Executes a chunk in one of several ways: most are committed, some abandoned or rehearsed;
  /// sometimes another process continues, or a new night begins.
  mutating func chunk(_ commands: [Command], _ roll: Int) throws {
    chunks += 1
    switch roll {
    case ...10: try abandon(commands)
    case ...18: try rehearse(commands)
    case ...30: try beginNight(publishing: roll % 3 > 0)
    case ...50: store = try reopen()
    default: break
    }
    noteDeferred(openRun.deferred)
    let expected = expect(commands)
    let verdicts = try openRun.handleKeeping(commands, on: store)
    #expect(verdicts == expected, "\(place): \(commands)")
  }

  func compare() throws {
    for (table, expected) in model.reports {
      let found = try store.reports.rows(table, for: openRun.run)
      #expect(found == expected, "\(table), \(place)")
    }
    try expectSoundView()
    try expectOrigins()
    try expectAnswers()
    try expectDemand()
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
      model.importID = openRun.importID
      model.triedIn = openRun.importID
      return model.handle(command)
    }
  }

  private mutating func abandon(_ commands: [Command]) throws {
    #expect(throws: RandomNightsTests.Abandoned.self, place) {
      try store.transaction { work in
        try openRun.handle(commands, in: work)
        throw RandomNightsTests.Abandoned()
      }
    }
    row += commands.count
    try compare()
  }

  private mutating func rehearse(_ commands: [Command]) throws {
    noteDeferred(openRun.deferred)
    let before = model
    let expected = expect(commands)
    let verdicts = try store.rehearse { try openRun.handle(commands, on: store) }
    #expect(verdicts == expected, "\(place), rehearsed")
    model = before
    try compare()
  }

  private mutating func beginNight(publishing: Bool) throws {
    if publishing {
      try openRun.publish()
      model.changes = []
    }
    try openRun.finish()
    let deferred = openRun.deferred
    openRun = try OpenRun(on: store, file: "nothing.csv")
    model.run = openRun.run.name
    try retry(deferred)
    file = "night-\(chunks + 1).csv"
    try openRun.open(FileName(file))
    names[openRun.importID] = file
    row = 0
  }

  /// Later files find deferred rows; rows of one chunk do not find each other.
  private mutating func noteDeferred(_ rows: [(command: Command, source: RowSource)]) {
    model.deferred = rows.compactMap { row in
      row.command.newLine.map { ($0, origin(of: row.source)) }
    }
  }

  /// Retries the deferred rows before the files of the night.
  private mutating func retry(_ deferred: [(command: Command, source: RowSource)]) throws {
    var waiting = deferred
    var last: Int?
    model.triedIn = openRun.importID
    let expected = deferred.map { command, source in
      noteDeferred(waiting)
      // The rows of each file are retried in their own import.
      if last != source.importID { model.triedIn += 1 }
      last = source.importID
      model.importID = source.importID
      model.origin = origin(of: source)
      let verdict = model.handle(command)
      if case .refused(let refusal) = verdict, refusal.mayPass { return verdict }
      waiting.removeAll { $0.source == source }
      return verdict
    }
    let verdicts = try openRun.retry(deferred, on: store)
    #expect(verdicts == expected, "\(place), retried: \(deferred.map(\.command))")
  }

  private func origin(of source: RowSource) -> String {
    "\(names[source.importID] ?? ""):\(source.line)"
  }

  // MARK: - Expectations

  func notes(_ table: ReportTable) throws -> [ReportNote] {
    try store.reports.notes(table, for: openRun.run)
  }

  func reportRows(_ table: ReportTable) throws -> [[ReportValue]] {
    try store.reports.rows(table, for: openRun.run)
  }

  private func expectSoundView() throws {
    var differences: [ViewDifference] = []
    try store.verifyView { differences.append($0) }
    #expect(differences == [], place)
  }

  /// Each line and batch keeps its origin, whatever happened to it since.
  private func expectOrigins() throws {
    try store.transaction { work in
      for line in model.lines {
        let origin = try work.origins.origin(
          of: OrderID(rawValue: line.orderID),
          Sku(rawValue: line.sku)
        )
        #expect(origin?.description == line.origin, "\(line), \(place)")
      }
      for batch in model.batches {
        let origin = try work.origins.origin(of: batch.first.reference)
        #expect(origin?.description == batch.origin, "\(batch), \(place)")
      }
    }
  }

  /// The units ordered in all nights together are those not cancelled today.
  private func expectDemand() throws {
    var expected = Demand(naming: 3)
    for (sku, lines) in Dictionary(grouping: model.lines, by: \.sku) {
      let live = lines.filter { !$0.isCancelled }
      expected.add(
        sku,
        ordered: live.reduce(0) { $0 + $1.quantity },
        free: model.free(sku).reduce(0, +)
      )
    }
    #expect(try store.nights.demand(since: 0, naming: 3) == expected, place)
  }

  private func expectConservedStock() throws {
    let tables = [ReportTable.allocations, .stock, .backorders]
    let reports = try tables.map { ($0, try store.reports.rows($0, for: openRun.run)) }
    #expect(StockBalance(Dictionary(uniqueKeysWithValues: reports)).faults == [], place)
  }
}
