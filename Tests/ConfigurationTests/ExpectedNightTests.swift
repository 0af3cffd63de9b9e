import ServiceLayer
import TestSupport
import Testing

@testable import Configuration
@testable import Pipeline

/// Which runs are one night, and how many nights are looked at.
struct ExpectedNightTests {
  private func arrival(_ run: Int, _ hour: Int) -> Arrival {
    Arrival(
      name: FileName("orders-\(run).csv"),
      run: run,
      runName: "",
      started: hour * 3600,
      state: .imported
    )
  }

  private func starts(_ starts: [(run: Int, hour: Int)]) -> [NightStart] {
    starts.map { NightStart(run: $0.run, started: $0.hour * 3600) }
  }

  private func firsts(_ hours: [Int], since hour: Int = -1000) -> [Int] {
    ExpectedNight.firsts(starts(hours.enumerated().map { ($0, $1) }), since: hour * 3600)
      .map { $0.started / 3600 }
  }

  @Test func `each arrival belongs to one night; between two nights, to the later one`() {
    let firsts = ExpectedNight.firsts(
      starts([(1, 2), (3, 26), (4, 32), (7, 50)]),
      since: -1000 * 3600
    )
    let arrivals = [
      arrival(0, -30), arrival(0, -17), arrival(1, 2), arrival(2, 21), arrival(2, 22),
      arrival(3, 26), arrival(4, 32), arrival(5, 45), arrival(6, 46), arrival(7, 50),
      arrival(8, 69), arrival(9, 70),
    ]
    #expect(
      ExpectedNight.all(firsts, arrivals) == [
        ExpectedNight(started: 50 * 3600, arrivals: Array(arrivals[8...10])),
        ExpectedNight(started: 26 * 3600, arrivals: Array(arrivals[4...7])),
        ExpectedNight(started: 2 * 3600, arrivals: Array(arrivals[1...3])),
      ]
    )
    #expect(ExpectedNight.all([], arrivals) == [])
  }

  @Test func `a night is its first run and the runs within 20 hours`() {
    #expect(firsts([]) == [])
    #expect(firsts([2, 8, 21, 22, 41, 42]) == [2, 22, 42])
    // A clock that was set back by days does not join all later runs into one night.
    #expect(firsts([200, 2, 26]) == [200, 2, 26])
  }

  @Test func `a night that began before the period does not make a second run a first`() {
    let twice = (0..<5).flatMap { [24 * $0 + 2, 24 * $0 + 8] }
    #expect(firsts(twice, since: 0) == [26, 50, 74, 98])
    #expect(firsts(Array(twice.dropFirst()), since: 3) == [26, 50, 74, 98])
    #expect(firsts(twice, since: -48) == [2, 26, 50, 74, 98])
  }

  @Test(arguments: [
    ("", 4), ("rows = { within = \"50 %\", of-last = 100 }", 17),
    ("rows = { within = \"50 %\" }\non = [\"mon\", \"tue\"]", 12),
    ("rows = { within = \"50 %\", same-weekday = true }", 22),
    ("rows = { within = \"50 %\" }\nmissing = \"ignore\"", 22),
    ("rows = { within = \"50 %\", of-last = 5 }", 4),
  ])
  func `only as many weeks are read as the comparison needs`(
    rule: String,
    weeks: Int
  ) throws {
    let text = "version = 1\n[[expect]]\nfile = \"orders*.csv\"\n\(rule)\n"
    #expect(try Configuration(text, from: "").expectations.map(\.weeksLookedAt) == [weeks])
  }
}
