import Pipeline
import Testing

@testable import Configuration

/// Valid and invalid configurations.
struct ConfigurationTests {
  @Test func `every key is read`() throws {
    let read = try Configuration(
      """
      version = 1
      results = "all"
      [run]
      keep = 90
      defer-days = 7
      forget-days = 30
      settle = 0.5
      [report]
      delimiter = ";"
      bom = true
      raw-cells = false
      """,
      from: "allot.toml"
    )
    var wanted = try Configuration("version = 1", from: "")
    #expect(wanted.results == .faulty)
    wanted.results = .all
    wanted.run = Configuration.RunSettings(keep: 90, deferDays: 7, forgetDays: 30, settle: 0.5)
    wanted.report = Configuration.ReportSettings(
      delimiter: ";",
      hasByteOrderMark: true,
      rawCells: false
    )
    #expect(read == wanted)
  }

  @Test(arguments: [
    ("", "allot.toml:1: this version of allot reads version = 1: write that first"),
    ("version = 2", "allot.toml:1: this version of allot reads version = 1: write that first"),
    ("version = 1\n[run\n", "allot.toml:2: no TOML: "),
    (
      "version = 1\n\n[run]\nkepe = 3",
      "allot.toml:4: [run] has no key 'kepe': did you mean 'keep'?"
    ),
    (
      "version = 1\ncolour = \"blue\"",
      "allot.toml:2: the file has no key 'colour'; there are "
    ),
    ("version = 1\n[run]\nkeep = \"90\"", "allot.toml:3: keep is a text: write it like keep = 1"),
    (
      "version = 1\nresults = \"alle\"",
      "allot.toml:2: results cannot be 'alle': did you mean \"all\"?"
    ),
    ("version = 1\nrun = 3", "allot.toml:2: run is a whole number: write it like [run]"),
    ("version = 1\n[run]\nkeep = 0", "allot.toml:3: keep takes 1 to 100000"),
    (
      "version = 1\n[report]\ndelimiter = \"::\"",
      "allot.toml:3: delimiter takes ',', ';', '|' or 'tab'"
    ),
    (
      "version = 1\n[report]\nbom = 1",
      "allot.toml:3: bom is a whole number: write it like bom = true"
    ),
    ("version = 1\n\u{0}", "allot.toml:2: the text contains a zero byte"),
    (#"version = 1\#n"a\u0000b" = 2"#, "allot.toml:1: a key has a zero character in it"),
  ])
  func `a fault is reported with its line and what to do`(text: String, fault: String) {
    let error = #expect(throws: ConfigurationFault.self) {
      try Configuration(text, from: "allot.toml")
    }
    #expect(error?.description.hasPrefix(fault) == true, "\(String(describing: error))")
  }
}
