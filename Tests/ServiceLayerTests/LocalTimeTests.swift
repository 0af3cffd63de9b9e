import ServiceLayer
import Testing

/// The local day of a moment.
struct LocalTimeTests {
  private func seconds(_ text: String) throws -> Int { try #require(UTCTime.seconds(text)) }

  @Test func `a moment has the day and weekday of the zone, in summer and winter`() throws {
    let berlin = try #require(LocalTime("Europe/Berlin"))
    let moments = try [
      "2026-11-29T22:59:59Z", "2026-11-29T23:00:00Z", "2026-07-05T21:59:59Z",
      "2026-07-05T22:00:00Z", "1969-12-31T23:30:00Z",
    ].map(seconds)
    #expect(
      moments.map(berlin.day)
        == ["2026-11-29", "2026-11-30", "2026-07-05", "2026-07-06", "1970-01-01"]
    )
    #expect(moments.map(berlin.weekday) == [.sun, .mon, .sun, .mon, .thu])
    #expect(moments.map(LocalTime.utc.weekday) == [.sun, .sun, .sun, .sun, .wed])
    let honolulu = try #require(LocalTime("Pacific/Honolulu"))
    #expect(honolulu.day(try seconds("2026-11-30T09:59:59Z")) == "2026-11-29")
  }

  @Test func `only an exactly matching name is a time zone`() {
    #expect(LocalTime("UTC") == .utc)
    #expect(["US/Pacific", "CET", "Etc/GMT+5"].allSatisfy { LocalTime($0)?.name == $0 })
    #expect(
      ["", "CEST", "GMT+2", "europe/berlin", "Europe/../Berlin"].allSatisfy { LocalTime($0) == nil }
    )
  }
}
