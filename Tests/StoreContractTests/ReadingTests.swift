import Domain
import ServiceLayer
import SystemTestSupport
import TestSupport
import Testing

/// The configuration in the ledger, for every store.
struct ReadingTests {
  private static let night = 1_795_399_200

  @Test(arguments: StoreKind.allCases)
  func `a run keeps its configuration until it is finished`(kind: StoreKind) throws {
    try kind.withReopening { store, reopen in
      var settings = Run.Settings()
      settings.configuration = "version = 1\n"
      settings.sender = "acme"
      var run = try store.runs.begin(.run, started: Self.night, settings: settings)
      #expect(try reopen().runs.unfinished() == run)
      try reopen().runs.finish(run)
      run.phase = .finished
      run.settings.configuration = nil
      #expect(try reopen().runs.newest(1) == [run])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `an import keeps the reading of its file`(kind: StoreKind) throws {
    try kind.withReopening { store, reopen in
      var reading = FileReading()
      reading.columns = ["qty": ["Menge"], "orderid": ["Auftrag", "Position"]]
      reading.unwantedRows = ["Status": ["storniert", ""]]
      reading.encoding = .windows1252
      reading.numbers = .pointAndComma
      reading.dates = DateForm(rawValue: "DD.MM.YYYY")
      reading.amends = true
      let run = try store.runs.begin(.run, started: Self.night, settings: Run.Settings())
      try store.runs.choose(
        [
          ChosenFile(name: "acme/a.csv", kind: .orders, reading: reading),
          ChosenFile(name: "a.csv", kind: .orders),
        ],
        for: run
      )
      var files = try reopen().imports.imports(of: run)
      #expect(files.map(\.reading) == [reading, nil])
      #expect(files.map(\.name.sender) == ["acme", nil])
      files[0].unwantedRows = 3
      try reopen().imports.save(files[0])
      #expect(try reopen().imports.find(files[0].id) == files[0])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `the names of the files of the last nights are listed`(kind: StoreKind) throws {
    try kind.withStore { store in
      for (day, name) in ["a.csv", "acme/b.csv", "acme/c.csv"].enumerated() {
        let run = try store.runs.begin(
          .run,
          started: Self.night + day * UTCTime.secondsOfADay,
          settings: Run.Settings()
        )
        try store.runs.choose([ChosenFile(name: FileName(name), kind: .orders)], for: run)
        try store.runs.finish(run)
      }
      #expect(
        try store.imports.names(since: Self.night + UTCTime.secondsOfADay)
          == ["acme/b.csv", "acme/c.csv"]
      )
    }
  }
}
