import Pipeline
import ServiceLayer
import TestSupport
import Testing

@testable import Configuration

/// The expectations in a configuration.
struct ExpectationTests {
  private static let sender = "version = 1\n[[sender]]\nname = \"acme\"\n[[expect]]\n"

  @Test func `an expectation is read completely`() throws {
    let configuration = try Configuration(
      """
      version = 1
      timezone = "Europe/Berlin"
      [[sender]]
      name = "acme"
      [[expect]]
      file = "acme/bestellungen*.csv"
      on = ["mon", "fri"]
      except = ["2026-12-25"]
      missing = "warn"
      rows = { within = "50 %", of-last = 12, same-weekday = true }
      duplicate = "ignore"
      [[expect]]
      file = "Orders?.csv"
      """,
      from: "allot.toml"
    )
    #expect(configuration.localTime == LocalTime("Europe/Berlin"))
    let expectations = configuration.expectations
    #expect(expectations.map(\.file) == ["acme/bestellungen*.csv", "Orders?.csv"])
    #expect(expectations.map(\.sender) == ["acme", nil])
    #expect(expectations.map(\.weekdays) == [[.mon, .fri], Set(Weekday.allCases)])
    #expect(expectations.map(\.except) == [["2026-12-25"], []])
    #expect(expectations.map(\.missing) == [.warn, .human])
    #expect(expectations.map(\.duplicate) == [.ignore, .human])
    #expect(
      expectations.map(\.rows)
        == [Expectation.RowRule(percent: 50, nights: 12, isSameWeekday: true), nil]
    )
    #expect(expectations.map(\.line) == [5, 12])
  }

  @Test func `an expectation concerns only the files of its sender`() throws {
    let expectations = try Configuration(
      Self.sender + "file = \"acme/orders*.csv\"\n[[expect]]\nfile = \"orders*.csv\"",
      from: ""
    ).expectations
    let names: [FileName] = ["acme/orders-1.csv", "acme/ORDERS.CSV", "orders-1.csv", "acme/x.csv"]
    #expect(
      expectations.map { expectation in names.map(expectation.matches) }
        == [[true, true, false, false], [false, false, true, false]]
    )
  }

  @Test(arguments: [
    ("on = [\"mon\"]", "allot.toml:4: an expectation needs a file: write file = \"acme/orders"),
    ("fiel = \"a.csv\"", "allot.toml:5: [[expect]] has no key 'fiel': did you mean 'file'?"),
    ("file = \"a.xml\"", "allot.toml:5: no file is called 'a.xml': write file = "),
    ("file = \"a/b/c.csv\"", "allot.toml:5: no file is called 'a/b/c.csv': write file = "),
    ("file = \"acne/o.csv\"", "allot.toml:5: there is no sender 'acne': did you mean 'acme'?"),
    (
      "file = \"zz/o.csv\"", "allot.toml:5: there is no sender 'zz': name it under [[sender]] first"
    ),
    (
      "file = \"o.csv\"\non = [\"mo\"]",
      "allot.toml:6: on cannot be 'mo': did you mean \"mon\"?"
    ),
    ("file = \"o.csv\"\non = \"mon\"", "allot.toml:6: on is a text: write it like [\"a\", \"b\"]"),
    ("file = \"o.csv\"\non = []", "allot.toml:6: on names no day: leave it out for all"),
    (
      "file = \"o.csv\"\nexcept = [\"2026-02-30\"]",
      "allot.toml:6: '2026-02-30' is not a date: write it like \"2026-12-25\""
    ),
    ("file = \"o.csv\"\nmissing = \"huamn\"", "allot.toml:6: missing cannot be 'huamn': did you"),
    ("file = \"o.csv\"\nrows = 5", "allot.toml:6: rows is a whole number: write it like [rows]"),
    ("file = \"o.csv\"\nrows = {}", "allot.toml:6: rows needs a percentage: write rows = { within"),
    (
      "file = \"o.csv\"\nrows = { within = \"50\" }",
      "allot.toml:6: '50' is not a percentage: write within = \"30 %\""
    ),
    (
      "file = \"o.csv\"\nrows = { within = \"50 %\", of-last = 4 }",
      "allot.toml:6: of-last takes 5 to 100"
    ),
    (
      "file = \"o.csv\"\n[[expect]]\nfile = \"O.csv\"",
      "allot.toml:7: 'O.csv' is expected in line 4 already: combine them"
    ),
  ])
  func `a fault is reported with its line and what to do`(text: String, fault: String) {
    let error = #expect(throws: ConfigurationFault.self) {
      try Configuration(Self.sender + text, from: "allot.toml")
    }
    #expect(error?.description.hasPrefix(fault) == true, "\(String(describing: error))")
  }

  @Test(arguments: [
    ("Europe/Berln", "no time zone is called 'Europe/Berln': did you mean \"Europe/Berlin\"?"),
    ("CEST", "no time zone is called 'CEST': "), ("GMT+2", "no time zone is called 'GMT+2': "),
    ("", "no time zone is called '': write it like timezone = \"Europe/Berlin\""),
  ])
  func `an unknown time zone is a fault`(name: String, fault: String) {
    let error = #expect(throws: ConfigurationFault.self) {
      try Configuration("version = 1\ntimezone = \"\(name)\"", from: "allot.toml")
    }
    #expect(
      error?.description.hasPrefix("allot.toml:2: " + fault) == true,
      "\(String(describing: error))"
    )
  }
}
