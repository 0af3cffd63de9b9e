import ServiceLayer
import TestSupport
import Testing

@testable import Configuration
@testable import Pipeline

/// Judgements of expected files, from values only, without a store or a clock.
struct ExpectationJudgementTests {
  /// Monday, 2026-11-23 at 02:00 UTC.
  private static let monday = 1_795_399_200
  private static let file = "acme/orders*.csv"

  private func results(_ tonight: [Arrival]) throws -> [ExpectationResult] {
    try results("", tonight)
  }

  private func results(
    _ text: String,
    day: Int = 0,
    _ tonight: [Arrival],
    earlier: [ExpectedNight] = [],
    lastRun: String? = nil,
    zone: LocalTime = .utc
  ) throws -> [ExpectationResult] {
    let configuration = try Configuration(
      """
      version = 1
      [[sender]]
      name = "acme"
      [[expect]]
      file = "acme/orders*.csv"

      """ + text,
      from: ""
    )
    return try ExpectationJudgement(
      expectation: #require(configuration.expectations.first),
      localTime: zone,
      tonight: ExpectedNight(started: Self.monday + day * 86_400, arrivals: tonight),
      earlier: earlier,
      lastRun: lastRun
    ).results
  }

  private func arrival(
    _ state: FileImport.State,
    rows: Int = 0,
    day: Int = 0,
    run: Int = 9,
    first: Arrival.First? = nil
  ) -> Arrival {
    let started = Self.monday + day * 86_400
    return Arrival(
      name: FileName("acme/orders-\(run).csv"),
      run: run,
      runName: UTCTime.compact(started),
      started: started,
      state: state,
      newRows: rows,
      first: first
    )
  }

  /// A night a number of days before, in which a file with a number of rows came.
  private func night(_ daysBefore: Int, rows: Int) -> ExpectedNight {
    ExpectedNight(
      started: Self.monday - daysBefore * 86_400,
      arrivals: [arrival(.imported, rows: rows, day: -daysBefore, run: 1)]
    )
  }

  private func result(
    _ check: ExpectationResult.Check,
    _ state: ExpectationResult.State = .pass,
    _ reason: String = "",
    _ remedy: String = ""
  ) -> ExpectationResult {
    ExpectationResult(file: Self.file, check, state, reason: reason, remedy: remedy)
  }

  // MARK: - Whether it came

  @Test(arguments: [FileImport.State.imported, .grown, .failed, .brokenOff])
  func `a file that came is not missing, whatever its outcome`(state: FileImport.State) throws {
    #expect(try results([arrival(state)]) == [result(.missing), result(.duplicate)])
  }

  @Test(arguments: [("human", ExpectationResult.State.human), ("warn", .warn)])
  func `a missing file is reported at the configured level`(
    level: String,
    state: ExpectationResult.State
  ) throws {
    #expect(
      try results("missing = \"\(level)\"", [], lastRun: "20261122T020000Z") == [
        result(
          .missing,
          state,
          """
          acme/orders*.csv was expected, and did not come: it came last in run 20261122T020000Z
          """,
          "ask acme for it, drop it, and run it again"
        ),
        result(.duplicate),
      ]
    )
    #expect(try results("missing = \"ignore\"", []) == [result(.duplicate)])
    #expect(try results([]).first?.reason.hasSuffix("did not come: it never came") == true)
  }

  @Test func `a held file has not come`() throws {
    #expect(
      try results([arrival(.held)]).first
        == result(
          .missing,
          .human,
          "acme/orders*.csv was expected, and acme/orders-9.csv is held in the inbox",
          "see why it is held, and run it again"
        )
    )
  }

  @Test func `a file is missing only on its days in the time zone`() throws {
    let rule = "on = [\"tue\"]\nexcept = [\"2026-12-01\"]\nduplicate = \"ignore\""
    let isMissing = try (0..<10).map { day in
      try results(rule, day: day, []).map(\.state) == [.human]
    }
    #expect(isMissing == (0..<10).map { $0 == 1 })
    #expect(try results(rule, []) == [result(.missing, .pass, "not expected today")])
    // On Kiribati it is afternoon; in Honolulu it is still Sunday.
    let monday = "on = [\"mon\"]\nduplicate = \"ignore\""
    let zones = try ["Pacific/Kiritimati", "UTC", "Pacific/Honolulu"].map {
      try results(monday, [], zone: #require(LocalTime($0))).map(\.state)
    }
    #expect(zones == [[.human], [.human], [.pass]])
  }

  // MARK: - How many rows it has

  private static let rowRule = """
    missing = "ignore"
    duplicate = "ignore"
    rows = { within = "50 %", of-last = 6 }
    """

  @Test(arguments: [
    (49, ExpectationResult.State.human), (50, .pass), (100, .pass), (150, .pass), (151, .human),
    (0, .human),
  ])
  func `a file has about as many rows as the median of earlier nights`(
    rows: Int,
    state: ExpectationResult.State
  ) throws {
    let usual = [100, 1000, 90, 100, 110, 1].enumerated().map { night($0 + 1, rows: $1) }
    // Older files do not count.
    let results = try results(
      Self.rowRule,
      [arrival(.imported, rows: rows)],
      earlier: usual + [night(7, rows: 9000), night(8, rows: 9000)]
    )
    #expect(results.map(\.state) == [state])
    let told = "\(rows) rows; usual are 100, the median of 6 nights"
    #expect(
      results.first?.reason
        == (state == .pass ? told : "acme/orders*.csv has \(told): it should be 50 to 150")
    )
  }

  @Test func `the rows of a night's files are added up, and a median may be between two`()
    throws
  {
    let usual = [1, 2, 3, 4, 5, 6].map { night($0, rows: $0) }
    let results = try results(
      Self.rowRule,
      [arrival(.imported, rows: 3), arrival(.grown, rows: 2), arrival(.duplicate, rows: 50)],
      earlier: usual
    )
    #expect(results == [result(.rows, .pass, "5 rows; usual are 3.5, the median of 6 nights")])
  }

  @Test func `with fewer than five nights there is no usual number`() throws {
    let file = [arrival(.imported, rows: 1)]
    let four = (1...4).map { night($0, rows: 100) }
    #expect(
      try results(Self.rowRule, file, earlier: four)
        == [result(.rows, .pass, "too few nights: 4 of 5")]
    )
    // A night without a file is not used for the comparison.
    let none = ExpectedNight(started: Self.monday - 5 * 86_400, arrivals: [])
    #expect(try results(Self.rowRule, file, earlier: four + [none]).map(\.state) == [.pass])
    #expect(
      try results(Self.rowRule, file, earlier: four + [none, night(6, rows: 100)]).map(\.state)
        == [.human]
    )
    #expect(
      try results(Self.rowRule, [], earlier: four)
        == [result(.rows, .pass, "no file to compare")]
    )
  }

  @Test func `nights of the same weekday are compared if configured`() throws {
    let rule = Self.rowRule.replacing("of-last = 6", with: "of-last = 6, same-weekday = true")
    // Mondays bring 300, other days 100.
    let usual = (1...42).map { night($0, rows: $0.isMultiple(of: 7) ? 300 : 100) }
    #expect(
      try results(rule, [arrival(.imported, rows: 300)], earlier: usual)
        == [result(.rows, .pass, "300 rows; usual are 300, the median of 6 nights of this weekday")]
    )
    #expect(
      try results(rule, [arrival(.imported, rows: 100)], earlier: usual).map(\.state) == [.human]
    )
    #expect(
      try results(rule, [arrival(.imported, rows: 1)], earlier: Array(usual.prefix(30)))
        == [result(.rows, .pass, "too few nights: 4 of 5")]
    )
  }

  // MARK: - Whether it is new

  private static let first = Arrival.First(name: "acme/orders-1.csv", runName: "20261122T020000Z")

  @Test func `a repeat of yesterday's file is reported until a later run takes another`() throws {
    let again = arrival(.duplicate, run: 7, first: Self.first)
    let told = result(
      .duplicate,
      .human,
      """
      acme/orders-7.csv brought nothing new: the same came as acme/orders-1.csv in run \
      20261122T020000Z
      """,
      "ask acme for the file of this night, drop it, and run it again"
    )
    #expect(try results([again]) == [result(.missing), told])
    #expect(try results([arrival(.imported, run: 7), again]) == [result(.missing), told])
    #expect(
      try results([again, arrival(.imported, run: 8)]) == [result(.missing), result(.duplicate)]
    )
    #expect(try results("duplicate = \"warn\"", [again]).map(\.state) == [.pass, .warn])
    #expect(try results("duplicate = \"ignore\"", [again]) == [result(.missing)])
  }
}
