import Pipeline
import Testing

@testable import Configuration

/// The limits in a configuration.
struct LimitsTests {
  @Test func `limits are read, and missing ones have their defaults`() throws {
    let limits = try Configuration(
      """
      version = 1
      [limits]
      ignored-files = "warn"
      deferred-nights = 3
      waiting-days = 30
      late-days = 4
      quantity-factor = 100
      """,
      from: ""
    ).limits
    var wanted = NoticeLimits()
    #expect(try Configuration("version = 1\n[limits]", from: "").limits == wanted)
    #expect(wanted.ignoredFiles == .human && wanted.deferredNights == 2)
    #expect([wanted.waitingDays, wanted.lateDays, wanted.quantityFactor] == [nil, nil, nil])
    wanted.ignoredFiles = .warn
    wanted.deferredNights = 3
    wanted.waitingDays = 30
    wanted.lateDays = 4
    wanted.quantityFactor = 100
    #expect(limits == wanted)
  }

  @Test(arguments: [
    ("waiting-day = 3", "[limits] has no key 'waiting-day': did you mean 'waiting-days'?"),
    (
      "ignored-files = 2",
      "ignored-files is a whole number: write it like ignored-files = \"human\""
    ),
    (
      "ignored-files = \"no\"",
      "ignored-files cannot be 'no': it takes \"human\", \"warn\", \"ignore\""
    ),
    ("deferred-nights = 0", "deferred-nights takes 1 to 3650"),
    ("waiting-days = \"30\"", "waiting-days is a text: write it like waiting-days = 1"),
    ("late-days = -1", "late-days takes 1 to 3650"),
    ("quantity-factor = 1", "quantity-factor takes 2 to 1000000000"),
  ])
  func `a fault names its line and says what to do`(text: String, fault: String) {
    let error = #expect(throws: ConfigurationFault.self) {
      try Configuration("version = 1\n[limits]\n" + text, from: "allot.toml")
    }
    #expect(error?.description == "allot.toml:3: " + fault)
  }
}
