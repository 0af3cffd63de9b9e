import MorningPage
import ServiceLayer
import Testing

/// The page shows days and hours in its readers' time zone.
struct LocalTimePageTests {
  /// A night that begins at 22:30 UTC, when it is the next day in Berlin.
  private func page(in zone: String) throws -> String {
    var morning = Morning.busy
    morning.started = try #require(UTCTime.seconds("1998-06-30T22:30:00Z"))
    morning.localTime = try #require(LocalTime(zone))
    return try MorningPage().html(morning)
  }

  @Test(arguments: [
    ("UTC", "30 Jun 1998", "02:00\u{A0}UTC on 2\u{A0}July\u{A0}1998"),
    ("Europe/Berlin", "1 Jul 1998", "04:00\u{A0}(Europe/Berlin) on 2\u{A0}July\u{A0}1998"),
    ("America/New_York", "30 Jun 1998", "22:00\u{A0}(America/New_York) on 1\u{A0}July\u{A0}1998"),
  ])
  func `the title has the reader's day, and the page expires by the reader's clock`(
    zone: String,
    day: String,
    hour: String
  ) throws {
    let page = try page(in: zone)
    #expect(page.contains("<title>✗ 2 to do – allot, \(day)</title>"))
    #expect(page.contains("If it is after \(hour) and this is the newest page"), "\(page)")
  }

  @Test func `orders and nights have the reader's day`() throws {
    // Its lines were ordered on 1 April at 02:00 UTC.
    #expect(try page(in: "UTC").contains("<td class=\"d\">1\u{A0}Apr\u{A0}1998</td>"))
    let honolulu = try page(in: "Pacific/Honolulu")
    #expect(honolulu.contains("<td class=\"d\">31\u{A0}Mar\u{A0}1998</td>"))
    #expect(!honolulu.contains("<td class=\"d\">1\u{A0}Apr\u{A0}1998</td>"))
  }
}
