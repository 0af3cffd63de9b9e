import Domain
import ServiceLayer
import SystemTestSupport
import TestSupport
import Testing

/// The ledger of runs, for every store.
struct RunLedgerTests {
  static let night = 1_795_399_200

  @Test(arguments: StoreKind.allCases)
  func `a run is named by its start, with a number if that is taken`(kind: StoreKind) throws {
    try kind.withReopening { store, reopen in
      let settings = Run.Settings(
        files: ["/tmp/a.csv"],
        again: true,
        deferDays: 3,
        keepReports: 5,
        rawCells: true
      )
      let first = try store.runs.begin(.run, started: Self.night, settings: settings)
      let second = try store.runs.begin(.import, started: Self.night, settings: Run.Settings())
      let third = try store.runs.begin(.report, started: Self.night, settings: Run.Settings())
      #expect(
        first
          == Run(
            id: first.id,
            name: "20261123T020000Z",
            command: .run,
            started: Self.night,
            settings: settings
          )
      )
      #expect(
        [first, second, third].map(\.name)
          == ["20261123T020000Z", "20261123T020000Z-2", "20261123T020000Z-3"]
      )
      #expect(first.id < second.id && second.id < third.id)
      #expect(try reopen().runs.newest(2) == [third, second])
      #expect(try reopen().runs.newest(10) == [third, second, first])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a run goes through its phases, and is unfinished until the last`(kind: StoreKind) throws {
    try kind.withStore { store in
      let runs = store.runs
      #expect(try runs.unfinished() == nil)
      var run = try runs.begin(.run, started: Self.night, settings: Run.Settings())
      #expect(try runs.unfinished() == run)
      try runs.choose([], for: run)
      run.phase = .chosen
      #expect(try runs.unfinished() == run)
      try runs.publish(run)
      run.isPublished = true
      #expect(try runs.unfinished() == run)
      try runs.finish(run)
      run.phase = .finished
      #expect(try runs.unfinished() == nil)
      #expect(try runs.newest(1) == [run])
      try runs.barrier()
      #expect(try runs.newest(1) == [run])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `published runs are sorted newest first`(kind: StoreKind) throws {
    try kind.withStore { store in
      let runs = try (0..<4).map {
        try store.runs.begin(.run, started: Self.night + $0, settings: Run.Settings())
      }
      let names = runs.map(\.name)
      #expect(try store.runs.published(among: names) == [])
      for run in [runs[0], runs[1], runs[3]] { try store.runs.publish(run) }
      #expect(
        try store.runs.published(among: names).map(\.id) == [runs[3].id, runs[1].id, runs[0].id]
      )
      #expect(
        try store.runs.published(among: [names[0], names[2], "other"]).map(\.id) == [runs[0].id]
      )
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `the names of runs and the archived files of a day are found`(
    kind: StoreKind
  ) throws {
    try kind.withStore { store in
      let midnight = Self.night - 2 * 3600
      let started = [midnight - 1, midnight, midnight, midnight + 86_399, midnight + 86_400]
      for (place, started) in started.enumerated() {
        let run = try store.runs.begin(.run, started: started, settings: Run.Settings())
        let files = ["orders.csv", "held.csv"].map { ChosenFile(name: $0, kind: .orders) }
        try store.runs.choose(files, for: run)
        var file = try #require(try store.imports.imports(of: run).first)
        file.destination = FileName("orders.\(place).csv")
        try store.imports.save(file)
        try store.runs.finish(run)
      }
      let day = midnight..<(midnight + UTCTime.secondsOfADay)
      #expect(
        try store.imports.destinations(ofRunsStarted: day)
          == ["orders.1.csv", "orders.2.csv", "orders.3.csv"]
      )
      let known: Set = ["20261123T000000Z", "20261123T000000Z-2"]
      #expect(try store.runs.known(among: known + ["20261123T000000Z-3", "other"]) == known)
      #expect(try store.runs.known(among: []) == [])
    }
  }
}
