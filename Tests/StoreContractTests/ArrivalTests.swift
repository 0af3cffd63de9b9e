import ServiceLayer
import SystemTestSupport
import TestSupport
import Testing

/// The arrivals of the last weeks, for every store.
struct ArrivalTests {
  private static let day = 86_400

  /// A run of a day with one file for each entry.
  private func run(
    _ store: any Store,
    _ command: Run.Command,
    day: Int,
    _ files: [(FileName, FileImport.State, rows: Int)] = [],
    change: (inout FileImport) -> Void = { _ in }
  ) throws -> Run {
    let run = try store.runs.begin(
      command,
      started: RunLedgerTests.night + day * Self.day,
      settings: Run.Settings()
    )
    try store.runs.choose(files.map { ChosenFile(name: $0.0, kind: .orders) }, for: run)
    for (chosen, entry) in zip(try store.imports.imports(of: run), files) {
      var file = FileImport(
        id: chosen.id,
        run: run.id,
        name: entry.0,
        kind: .orders,
        phase: .finished,
        state: entry.1
      )
      file.rows = entry.rows
      file.sha256 = entry.1 == .brokenOff ? "" : "x"
      change(&file)
      try store.imports.save(file)
    }
    return run
  }

  @Test(arguments: StoreKind.allCases)
  func `files are returned with their runs, new rows and the files they repeat`(kind: StoreKind)
    throws
  {
    try kind.withStore { store in
      let first = try run(store, .run, day: 0, [("acme/a.csv", .imported, rows: 5)])
      let firstID = try #require(try store.imports.imports(of: first).first).id
      let second = try run(
        store,
        .import,
        day: 1,
        [
          ("acme/a.csv", .grown, rows: 7), (FileName(bytes: [0x62, 0xFF]), .duplicate, rows: 5),
          ("c.csv", .failed, rows: 0), ("d.csv", .held, rows: 0), ("e.csv", .gone, rows: 0),
          ("f.csv", .brokenOff, rows: 3),
        ]
      ) { file in
        if file.state == .grown { file.skippedRows = 5 }
        if file.state == .grown || file.state == .duplicate { file.earlier = firstID }
      }
      let retry = ChosenFile(name: "acme/a.csv", kind: .orders, retryOf: firstID, state: .retried)
      let third = try run(store, .run, day: 2)
      try store.runs.choose([retry, ChosenFile(name: "undecided.csv", kind: .orders)], for: third)
      let later = try run(store, .run, day: 3, [("late.csv", .imported, rows: 1)])

      func arrival(
        _ name: FileName,
        _ run: Run,
        _ state: FileImport.State,
        _ rows: Int = 0,
        repeats: Arrival.First? = nil
      ) -> Arrival {
        Arrival(
          name: name,
          run: run.id,
          runName: run.name,
          started: run.started,
          state: state,
          newRows: rows,
          first: repeats
        )
      }
      let origin = Arrival.First(name: "acme/a.csv", runName: first.name)
      let all = [
        arrival("acme/a.csv", first, .imported, 5), arrival("acme/a.csv", second, .grown, 2),
        arrival(FileName(bytes: [0x62, 0xFF]), second, .duplicate, repeats: origin),
        arrival("c.csv", second, .failed), arrival("d.csv", second, .held),
        arrival("f.csv", second, .brokenOff, 3),
      ]
      #expect(try store.nights.arrivals(since: 0, upTo: third) == all)
      #expect(
        try store.nights.arrivals(since: second.started, upTo: third) == Array(all.dropFirst())
      )
      #expect(try store.nights.arrivals(since: first.started, upTo: first) == [all[0]])
      #expect(try store.nights.arrivals(since: later.started + 1, upTo: later) == [])

      let night = RunLedgerTests.night
      #expect(
        try store.nights.lastArrivals(since: 0, upTo: third) == [
          "acme/a.csv": night + Self.day, FileName(bytes: [0x62, 0xFF]): night + Self.day,
          "c.csv": night + Self.day, "f.csv": night + Self.day,
        ]
      )
      #expect(try store.nights.lastArrivals(since: .min, upTo: first) == ["acme/a.csv": night])
      #expect(
        try store.nights.lastArrivals(since: later.started, upTo: later)
          == ["late.csv": later.started]
      )
      #expect(try store.nights.lastArrivals(since: later.started + 1, upTo: later) == [:])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `the last run that began before a time is found`(kind: StoreKind) throws {
    try kind.withStore { store in
      #expect(try store.runs.lastRun(startedBefore: RunLedgerTests.night) == 0)
      let first = try run(store, .run, day: 0)
      let again = try run(store, .report, day: 0)
      let last = try run(store, .import, day: 2)
      func found(_ time: Int) throws -> Int { try store.runs.lastRun(startedBefore: time) }
      #expect(try found(first.started) == 0)
      #expect(try found(first.started + 1) == again.id)
      #expect(try found(last.started) == again.id)
      #expect(try found(last.started + 1) == last.id)
      #expect(try found(.min) == 0)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `only the nightly job begins a night`(kind: StoreKind) throws {
    try kind.withStore { store in
      let first = try run(store, .run, day: 0)
      _ = try run(store, .import, day: 1)
      let report = try run(store, .report, day: 2)
      let last = try run(store, .run, day: 3)
      let again = try run(store, .run, day: 3)
      let starts = [first, last, again].map { NightStart(run: $0.id, started: $0.started) }
      #expect(try store.nights.starts(since: 0, upTo: again) == starts)
      #expect(try store.nights.starts(since: 0, upTo: report) == [starts[0]])
      #expect(
        try store.nights.starts(since: last.started, upTo: again) == Array(starts.dropFirst())
      )
      #expect(try store.nights.starts(since: .min, upTo: first) == [starts[0]])
    }
  }
}
