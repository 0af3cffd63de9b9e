import Domain
import ServiceLayer
import SystemTestSupport
import TestSupport
import Testing

/// The ledger of files, for every store.
struct ImportLedgerTests {
  static let night = 1_795_399_200

  @Test(arguments: StoreKind.allCases)
  func `the files of a run are numbered in the order of choice`(kind: StoreKind) throws {
    try kind.withStore { store in
      let (runs, ledger) = (store.runs, store.imports)
      let first = try runs.begin(.run, started: Self.night, settings: Run.Settings())
      try runs.choose([ChosenFile(name: "orders.csv", kind: .orders)], for: first)
      let earlier = try #require(try ledger.imports(of: first).first)
      let run = try runs.begin(.run, started: Self.night, settings: Run.Settings())
      try runs.choose(
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
        FileImport(
          id: imports[0].id,
          run: run.id,
          name: "orders.csv",
          kind: .orders,
          retryOf: earlier.id,
          state: .retried
        ),
        FileImport(id: imports[1].id, run: run.id, name: "a.csv", kind: nil),
        FileImport(
          id: imports[2].id,
          run: run.id,
          name: FileName(bytes: [0x62, 0xFF, 0x2E]),
          kind: .batches,
          phase: .finished,
          state: .held
        ),
      ]
      expected[0].rows = 7
      expected[2].reason = "still written"
      expected[2].needsHuman = true
      #expect(imports == expected)
      #expect(earlier.id < imports[0].id && imports[0].id < imports[1].id)
      #expect(try ledger.imports(of: first) == [earlier])
      #expect(try runs.run(of: earlier)?.id == first.id)
      #expect(try runs.run(of: imports[1])?.id == run.id)
      #expect(try ledger.find(imports[1].id) == imports[1])
      #expect(try ledger.find(99) == nil)
    }
  }

  @Test(arguments: StoreKind.allCases, [false, true])
  func `a file is read back completely as it was saved`(kind: StoreKind, durably: Bool) throws {
    try kind.withReopening { store, reopen in
      let run = try OpenRun(on: store)
      let earlier = run.importID
      try run.open("orders-2.csv")
      var file = FileImport(
        id: run.importID,
        run: run.run.id,
        name: "orders-2.csv",
        kind: .orders,
        phase: .complete,
        state: .grown
      )
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
      file.counts.calledOff = NotedRows(rows: 2, firstLine: 7)
      file.counts.farOff = NotedRows(rows: 1, firstLine: 9)
      file.counts.revived = NotedRows(rows: 3, firstLine: 4)
      file.earlier = earlier
      file.reason = "because\n'of'"
      file.warnings = ["one", "two \"quoted\" é"]
      file.needsHuman = true
      file.destination = FileName(bytes: [0x61, 0xFE, 0x2F, 0x62])
      durably ? try store.imports.saveDurably(file) : try store.imports.save(file)
      #expect(try reopen().imports.find(file.id) == file)
      #expect(try reopen().imports.imports(of: run.run).map(\.id) == [earlier, file.id])
    }
  }

  // MARK: - Earlier imports

  /// A ledger with one file for each entry, in order, all of one run.
  func withFiles<Result>(
    _ kind: StoreKind,
    _ files: [(FileName, FileKind, String, FileImport.Phase, FileImport.State)],
    _ body: (any ImportLedger, [Int]) throws -> Result
  ) throws -> Result {
    try kind.withStore { store in
      let run = try store.runs.begin(.run, started: Self.night, settings: Run.Settings())
      try store.runs.choose(files.map { ChosenFile(name: $0.0, kind: $0.1) }, for: run)
      let imports = try store.imports.imports(of: run)
      for (chosen, entry) in zip(imports, files) {
        var file = FileImport(
          id: chosen.id,
          run: run.id,
          name: entry.0,
          kind: entry.1,
          phase: entry.3,
          state: entry.4
        )
        file.sha256 = entry.2
        try store.imports.save(file)
      }
      return try body(store.imports, imports.map(\.id))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `only an import that took effect counts`(kind: StoreKind) throws {
    try withFiles(
      kind,
      [
        ("a.csv", .orders, "x", .finished, .imported), ("b.csv", .orders, "x", .complete, .grown),
        ("a.csv", .orders, "x", .finished, .failed), ("a.csv", .orders, "x", .finished, .duplicate),
        ("a.csv", .orders, "x", .finished, .held), ("a.csv", .orders, "x", .finished, .gone),
        ("a.csv", .orders, "x", .finished, .retried), ("a.csv", .orders, "x", .loading, .imported),
        ("a.csv", .orders, "x", .chosen, .imported), ("a.csv", .batches, "y", .finished, .imported),
      ]
    ) { (imports: any ImportLedger, ids: [Int]) throws in
      #expect(try imports.newestImport(sha256: "x", before: 99)?.id == ids[1])
      #expect(try imports.newestImport(sha256: "x", before: ids[1])?.id == ids[0])
      #expect(try imports.newestImport(sha256: "x", before: ids[0]) == nil)
      #expect(try imports.newestImport(sha256: "z", before: 99) == nil)
      #expect(try imports.imports(named: "a.csv", kind: .orders, before: 99).map(\.id) == [ids[0]])
      #expect(try imports.imports(named: "a.csv", kind: .batches, before: 99).map(\.id) == [ids[9]])
      #expect(try imports.imports(named: "a.csv", kind: .orders, before: ids[0]).isEmpty)
      #expect(try imports.imports(named: "c.csv", kind: .orders, before: 99).isEmpty)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `imports of a name are sorted oldest first`(kind: StoreKind) throws {
    try withFiles(
      kind,
      [
        ("a.csv", .orders, "1", .finished, .imported),
        ("b.csv", .orders, "2", .finished, .imported),
        ("a.csv", .orders, "3", .finished, .grown), ("a.csv", .orders, "4", .complete, .imported),
      ]
    ) { (imports: any ImportLedger, ids: [Int]) throws in
      #expect(
        try imports.imports(named: "a.csv", kind: .orders, before: ids[3]).map(\.id)
          == [ids[0], ids[2]]
      )
      #expect(
        try imports.imports(named: "a.csv", kind: .orders, before: 99).map(\.id)
          == [ids[0], ids[2], ids[3]]
      )
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `another file of the same kind came in between, or did not`(kind: StoreKind) throws {
    try withFiles(
      kind,
      [
        ("q1.csv", .quantities, "1", .finished, .imported),
        ("e1.csv", .etas, "2", .finished, .imported),
        ("q2.csv", .quantities, "3", .finished, .failed),
        ("q3.csv", .quantities, "1", .loading, .imported),
        ("q4.csv", .quantities, "5", .finished, .grown),
        ("q5.csv", .quantities, "1", .chosen, .imported),
      ]
    ) { (imports: any ImportLedger, ids: [Int]) throws in
      #expect(try !imports.anotherCame(of: .quantities, after: ids[0], before: ids[3]))
      #expect(try !imports.anotherCame(of: .quantities, after: ids[0], before: ids[4]))
      #expect(try imports.anotherCame(of: .quantities, after: ids[0], before: ids[5]))
      #expect(try !imports.anotherCame(of: .quantities, after: ids[4], before: ids[5]))
      #expect(try imports.anotherCame(of: .etas, after: ids[0], before: ids[5]))
      #expect(try !imports.anotherCame(of: .etas, after: ids[1], before: ids[5]))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `held means held by the last run that read the inbox`(kind: StoreKind) throws {
    try kind.withStore { store in
      let (runs, imports) = (store.runs, store.imports)
      func night(
        _ command: Run.Command,
        holding held: [FileName],
        files: [String]? = nil
      ) throws -> Run {
        let run = try runs.begin(
          command,
          started: Self.night,
          settings: Run.Settings(files: files)
        )
        try runs.choose(
          held.map { ChosenFile(name: $0, kind: .orders, state: .held) }
            + [ChosenFile(name: "taken.csv", kind: .orders)],
          for: run
        )
        try runs.finish(run)
        return run
      }
      let first = try night(.run, holding: ["a.csv", "b.csv"])
      #expect(try !imports.wasHeld("a.csv", before: first))
      let report = try night(.report, holding: [])
      #expect(try imports.wasHeld("a.csv", before: report))
      let named = try night(.import, holding: [], files: ["/tmp/x.csv"])
      #expect(try imports.wasHeld("a.csv", before: named))
      let second = try night(.import, holding: ["b.csv"])
      #expect(try imports.wasHeld("a.csv", before: second))
      #expect(try !imports.wasHeld("taken.csv", before: second))
      let third = try night(.run, holding: [])
      #expect(try !imports.wasHeld("a.csv", before: third))
      #expect(try imports.wasHeld("b.csv", before: third))
    }
  }
}
