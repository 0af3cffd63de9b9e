import ServiceLayer
import SystemTestSupport
import TestSupport
import Testing

/// Facts about files that the ledger keeps for reports to people: once, or as long as a file waits.
struct FileNoticesTests {
  private static let night = 1_795_399_200

  /// Executes a run of files, each with some unused columns.
  private func run(
    _ files: [(name: FileName, kind: FileKind, state: FileImport.State, columns: [String])],
    _ day: Int,
    on store: any Store
  ) throws -> Run {
    let run = try store.runs.begin(
      .run,
      started: Self.night + day * UTCTime.secondsOfADay,
      settings: Run.Settings()
    )
    try store.runs.choose(files.map { ChosenFile(name: $0.name, kind: $0.kind) }, for: run)
    for (chosen, wanted) in zip(try store.imports.imports(of: run), files) {
      let file = FileImport(
        id: chosen.id,
        run: run.id,
        name: wanted.name,
        kind: wanted.kind,
        phase: .finished,
        state: wanted.state
      )
      try store.imports.saveDurably(file, ignoring: wanted.columns)
    }
    try store.runs.finish(run)
    return run
  }

  @Test(arguments: StoreKind.allCases)
  func `a column is new in the first import of its kind that has it`(kind: StoreKind) throws {
    try kind.withReopening { store, reopen in
      let first = try run(
        [
          ("orders-1.csv", .orders, .imported, ["note", "status"]),
          ("orders-2.csv", .orders, .imported, ["status", "by"]),
          ("batches.csv", .batches, .imported, ["status"]),
        ],
        0,
        on: store
      )
      let second = try run([("orders.csv", .orders, .grown, ["by", "city"])], 1, on: store)
      let third = try run([("orders.csv", .orders, .grown, ["by", "note"])], 2, on: store)
      let imports = try reopen().imports
      let ids = try imports.imports(of: first).map(\.id)
      #expect(
        try imports.newColumns(in: first)
          == [ids[0]: ["note", "status"], ids[1]: ["by"], ids[2]: ["status"]]
      )
      #expect(try imports.newColumns(in: second) == [ids[2] + 1: ["city"]])
      #expect(try imports.newColumns(in: third) == [:])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a failed file waits until a file of its name comes again`(kind: StoreKind) throws {
    try kind.withStore { store in
      _ = try run(
        [("orders.csv", .orders, .failed, []), ("a.csv", .orders, .failed, [])],
        0,
        on: store
      )
      _ = try run(
        [("orders.csv", .orders, .held, []), ("b.csv", .orders, .failed, [])],
        1,
        on: store
      )
      func waiting(since day: Int) throws -> [FileName] {
        try store.imports.failedFiles(since: Self.night + day * UTCTime.secondsOfADay).map(\.name)
      }
      #expect(try waiting(since: 0) == ["orders.csv", "a.csv", "b.csv"])
      #expect(try waiting(since: 1) == ["b.csv"])
      _ = try run(
        [("orders.csv", .orders, .imported, []), ("a.csv", .orders, .failed, [])],
        2,
        on: store
      )
      #expect(try waiting(since: 0) == ["b.csv", "a.csv"])
    }
  }
}
