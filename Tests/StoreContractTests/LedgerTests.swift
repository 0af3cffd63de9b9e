import Domain
import ServiceLayer
import TestSupport
import Testing

/// The ledger of runs and files, for every store.
struct LedgerTests {
  static let night = 1_795_399_200

  @Test(arguments: StoreKind.allCases)
  func `a run is named by its start, and by a number where that is taken`(kind: StoreKind) throws {
    try kind.withReopening { store, reopen in
      let settings = Run.Settings(
        files: ["/tmp/a.csv"],
        again: true,
        deferDays: 3,
        keepReports: 5,
        rawCells: true
      )
      let first = try store.ledger.begin(.run, started: Self.night, settings: settings)
      let second = try store.ledger.begin(.import, started: Self.night, settings: Run.Settings())
      let third = try store.ledger.begin(.report, started: Self.night, settings: Run.Settings())
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
      #expect(try reopen().ledger.runs(limit: 2) == [third, second])
      #expect(try reopen().ledger.runs(limit: 10) == [third, second, first])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a run goes through its phases, and is unfinished until the last`(kind: StoreKind) throws {
    try kind.withStore { store in
      let ledger = store.ledger
      #expect(try ledger.unfinishedRun() == nil)
      var run = try ledger.begin(.run, started: Self.night, settings: Run.Settings())
      #expect(try ledger.unfinishedRun() == run)
      try ledger.choose([], for: run)
      run.phase = .chosen
      #expect(try ledger.unfinishedRun() == run)
      try ledger.publish(run)
      run.isPublished = true
      #expect(try ledger.unfinishedRun() == run)
      try ledger.finish(run)
      run.phase = .finished
      #expect(try ledger.unfinishedRun() == nil)
      #expect(try ledger.runs(limit: 1) == [run])
      try ledger.barrier()
      #expect(try ledger.runs(limit: 1) == [run])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `published runs come newest first`(kind: StoreKind) throws {
    try kind.withStore { store in
      let runs = try (0..<4).map {
        try store.ledger.begin(.run, started: Self.night + $0, settings: Run.Settings())
      }
      #expect(try store.ledger.publishedRuns() == [])
      for run in [runs[0], runs[1], runs[3]] { try store.ledger.publish(run) }
      #expect(try store.ledger.publishedRuns().map(\.id) == [runs[3].id, runs[1].id, runs[0].id])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `the files of a run are numbered in the order they were chosen`(kind: StoreKind) throws {
    try kind.withStore { store in
      let ledger = store.ledger
      let first = try ledger.begin(.run, started: Self.night, settings: Run.Settings())
      try ledger.choose([ChosenFile(name: "orders.csv", kind: .orders)], for: first)
      let earlier = try #require(try ledger.imports(of: first).first)
      let run = try ledger.begin(.run, started: Self.night, settings: Run.Settings())
      try ledger.choose(
        [
          ChosenFile(
            name: "orders.csv",
            kind: .orders,
            retryOf: earlier.id,
            state: .retried,
            rows: 7
          ),
          ChosenFile(name: "a.csv", kind: nil),
          ChosenFile(
            name: FileName(bytes: [0x62, 0xFF, 0x2E]),
            kind: .batches,
            state: .held,
            reason: "still written",
            needsHuman: true
          ),
        ],
        for: run
      )
      let imports = try ledger.imports(of: run)
      var expected = [
        Import(
          id: imports[0].id,
          run: run.id,
          name: "orders.csv",
          kind: .orders,
          retryOf: earlier.id,
          state: .retried
        ),
        Import(id: imports[1].id, run: run.id, name: "a.csv", kind: nil),
        Import(
          id: imports[2].id,
          run: run.id,
          name: FileName(bytes: [0x62, 0xFF, 0x2E]),
          kind: .batches,
          phase: .settled,
          state: .held
        ),
      ]
      expected[0].rows = 7
      expected[2].reason = "still written"
      expected[2].needsHuman = true
      #expect(imports == expected)
      #expect(earlier.id < imports[0].id && imports[0].id < imports[1].id)
      #expect(try ledger.imports(of: first) == [earlier])
      #expect(try ledger.run(of: earlier)?.id == first.id)
      #expect(try ledger.run(of: imports[1])?.id == run.id)
      #expect(try ledger.find(imports[1].id) == imports[1])
      #expect(try ledger.find(99) == nil)
    }
  }

  @Test(arguments: StoreKind.allCases, [false, true])
  func `a file comes back whole as it was saved`(kind: StoreKind, durably: Bool) throws {
    try kind.withReopening { store, reopen in
      let run = try OpenRun(on: store)
      let earlier = run.importID
      try run.open("orders-2.csv")
      var file = try #require(try store.ledger.find(run.importID))
      file.phase = .complete
      file.state = .grown
      file.sha256 = String(repeating: "ab", count: 32)
      file.size = 5_000_000_000
      file.header = Array("orderid;\"a\r\nb\";é\0".utf8) + [0xFF]
      file.delimiter = 0x3B
      file.rows = 11
      file.skippedRows = 2
      file.blankRows = 3
      file.endsOpen = true
      file.doneRows = 9
      file.counts = RowCounts(applied: 1, unchanged: 2, deferred: 3, rejected: 5)
      file.earlier = earlier
      file.reason = "because\n'of'"
      file.warnings = ["one", "two \"quoted\" é"]
      file.needsHuman = true
      file.destination = FileName(bytes: [0x61, 0xFE, 0x2F, 0x62])
      durably ? try store.ledger.saveDurably(file) : try store.ledger.save(file)
      #expect(try reopen().ledger.find(file.id) == file)
      #expect(try reopen().ledger.imports(of: run.run).map(\.id) == [earlier, file.id])
    }
  }

  // MARK: - What came before

  /// A ledger with one file for each entry, in order, all of one run.
  func withFiles<Result>(
    _ kind: StoreKind,
    _ files: [(FileName, FileKind, String, Import.Phase, Import.State)],
    _ body: (any Ledger, [Int]) throws -> Result
  ) throws -> Result {
    try kind.withStore { store in
      let run = try store.ledger.begin(.run, started: Self.night, settings: Run.Settings())
      try store.ledger.choose(files.map { ChosenFile(name: $0.0, kind: $0.1) }, for: run)
      let imports = try store.ledger.imports(of: run)
      for (var file, entry) in zip(imports, files) {
        file.sha256 = entry.2
        file.phase = entry.3
        file.state = entry.4
        try store.ledger.save(file)
      }
      return try body(store.ledger, imports.map(\.id))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `only a reading that took effect counts as one`(kind: StoreKind) throws {
    try withFiles(
      kind,
      [
        ("a.csv", .orders, "x", .settled, .imported), ("b.csv", .orders, "x", .complete, .grown),
        ("a.csv", .orders, "x", .settled, .failed), ("a.csv", .orders, "x", .settled, .duplicate),
        ("a.csv", .orders, "x", .settled, .held), ("a.csv", .orders, "x", .settled, .gone),
        ("a.csv", .orders, "x", .settled, .retried), ("a.csv", .orders, "x", .loading, .imported),
        ("a.csv", .orders, "x", .chosen, .imported), ("a.csv", .batches, "y", .settled, .imported),
      ]
    ) { (ledger: any Ledger, ids: [Int]) throws in
      #expect(try ledger.newestImport(sha256: "x", before: 99)?.id == ids[1])
      #expect(try ledger.newestImport(sha256: "x", before: ids[1])?.id == ids[0])
      #expect(try ledger.newestImport(sha256: "x", before: ids[0]) == nil)
      #expect(try ledger.newestImport(sha256: "z", before: 99) == nil)
      #expect(try ledger.imports(named: "a.csv", kind: .orders, before: 99).map(\.id) == [ids[0]])
      #expect(try ledger.imports(named: "a.csv", kind: .batches, before: 99).map(\.id) == [ids[9]])
      #expect(try ledger.imports(named: "a.csv", kind: .orders, before: ids[0]).isEmpty)
      #expect(try ledger.imports(named: "c.csv", kind: .orders, before: 99).isEmpty)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `imports of a name come oldest first`(kind: StoreKind) throws {
    try withFiles(
      kind,
      [
        ("a.csv", .orders, "1", .settled, .imported), ("b.csv", .orders, "2", .settled, .imported),
        ("a.csv", .orders, "3", .settled, .grown), ("a.csv", .orders, "4", .complete, .imported),
      ]
    ) { (ledger: any Ledger, ids: [Int]) throws in
      #expect(
        try ledger.imports(named: "a.csv", kind: .orders, before: ids[3]).map(\.id)
          == [ids[0], ids[2]]
      )
      #expect(
        try ledger.imports(named: "a.csv", kind: .orders, before: 99).map(\.id)
          == [ids[0], ids[2], ids[3]]
      )
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `another file of the kind came in between, or did not`(kind: StoreKind) throws {
    try withFiles(
      kind,
      [
        ("q1.csv", .quantities, "1", .settled, .imported),
        ("e1.csv", .etas, "2", .settled, .imported),
        ("q2.csv", .quantities, "3", .settled, .failed),
        ("q3.csv", .quantities, "1", .loading, .imported),
        ("q4.csv", .quantities, "5", .settled, .grown),
        ("q5.csv", .quantities, "1", .chosen, .imported),
      ]
    ) { (ledger: any Ledger, ids: [Int]) throws in
      #expect(try !ledger.anotherCame(of: .quantities, after: ids[0], before: ids[3]))
      #expect(try !ledger.anotherCame(of: .quantities, after: ids[0], before: ids[4]))
      #expect(try ledger.anotherCame(of: .quantities, after: ids[0], before: ids[5]))
      #expect(try !ledger.anotherCame(of: .quantities, after: ids[4], before: ids[5]))
      #expect(try ledger.anotherCame(of: .etas, after: ids[0], before: ids[5]))
      #expect(try !ledger.anotherCame(of: .etas, after: ids[1], before: ids[5]))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `held means held by the last run that looked into the inbox`(kind: StoreKind) throws {
    try kind.withStore { store in
      let ledger = store.ledger
      func night(
        _ command: Run.Command,
        holding held: [FileName],
        files: [String]? = nil
      ) throws -> Run {
        let run = try ledger.begin(
          command,
          started: Self.night,
          settings: Run.Settings(files: files)
        )
        try ledger.choose(
          held.map { ChosenFile(name: $0, kind: .orders, state: .held) }
            + [ChosenFile(name: "taken.csv", kind: .orders)],
          for: run
        )
        try ledger.finish(run)
        return run
      }
      let first = try night(.run, holding: ["a.csv", "b.csv"])
      #expect(try !ledger.wasHeld("a.csv", before: first))
      let report = try night(.report, holding: [])
      #expect(try ledger.wasHeld("a.csv", before: report))
      let named = try night(.import, holding: [], files: ["/tmp/x.csv"])
      #expect(try ledger.wasHeld("a.csv", before: named))
      let second = try night(.import, holding: ["b.csv"])
      #expect(try ledger.wasHeld("a.csv", before: second))
      #expect(try !ledger.wasHeld("taken.csv", before: second))
      let third = try night(.run, holding: [])
      #expect(try !ledger.wasHeld("a.csv", before: third))
      #expect(try ledger.wasHeld("b.csv", before: third))
    }
  }
}
