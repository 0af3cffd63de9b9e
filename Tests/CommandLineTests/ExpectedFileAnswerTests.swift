import Foundation
import SystemTestSupport
import Testing

/// The answers about expected files other than those of the nights.
struct ExpectedFileAnswerTests: AcmeNights {
  @Test func `status shows unmet expectations and the next expected files`() throws {
    try lend { root in
      try root.configure(
        Self.configuration.replacing(
          "rows =",
          with: "on = [\"mon\", \"sat\"]\nexcept = [\"2026-11-30\"]\nrows ="
        ) + "[[expect]]\nfile = \"batches-z.csv\"\nmissing = \"warn\"\non = [\"sun\"]\n"
      )
      #expect(try night(6, root).code == 1)
      let status = try root.allot("status").output
      let next = status.split(separator: "\n").filter { $0.hasPrefix("next") }
      #expect(
        next == [
          "next    acme/orders*.csv, sat 2026-12-05; came last in run \(Root.run(5))",
          "next    batches-z.csv, sun 2026-11-29; never came",
        ]
      )
      #expect(status.contains("human   acme/orders*.csv was expected, and did not come"))
      let summary = try #require(
        try JSONSerialization.jsonObject(
          with: Data(root.text("reports/latest/summary.json").utf8)
        ) as? [String: Any]
      )
      let expectations = try #require(summary["expectations"] as? [[String: String]])
      #expect(
        expectations.map { entry in ["file", "check", "state"].map { entry[$0] ?? "" } } == [
          ["acme/orders*.csv", "missing", "human"], ["acme/orders*.csv", "rows", "pass"],
          ["acme/orders*.csv", "duplicate", "pass"], ["batches-z.csv", "missing", "pass"],
          ["batches-z.csv", "duplicate", "pass"],
        ]
      )
    }
  }

  @Test func `check shows what each expectation matched and which overlap`() throws {
    try lend { root in
      try root.configure(
        Self.configuration + "[[expect]]\nfile = \"acme/*-5.csv\"\n[[expect]]\nfile = \"x.csv\"\n"
      )
      let checked = try root.allot("check")
      #expect(checked.code == 0, "\(checked)")
      let files = (1...3).map { "acme/orders-\($0).csv" }.joined(separator: ", ")
      let overlaps = "; a file can be meant by line"
      #expect(
        checked.output.split(separator: "\n").prefix(3) == [
          "line 5, expected acme/orders*.csv: \(files) and 2 more\(overlaps) 8, too: then each judges it",
          "line 8, expected acme/*-5.csv: acme/orders-5.csv\(overlaps) 5, too: then each judges it",
          "line 10, expected x.csv: no file in the last 30 nights",
        ],
        "\(checked)"
      )
      #expect(try root.allot("doctor").output.contains("line 10, expected x.csv: no file in"))
    }
  }

  @Test(.enabled(if: Shell.has("promtool"), "SKIPPED: no promtool: cron/setup --tests"))
  func `promtool finds no problem, whatever the names`() throws {
    try Root.lend { root in
      try root.configure(
        #"""
        version = 1
        [[expect]]
        file = "a\"\\{}\nü*.csv"
        [[expect]]
        file = "b*.csv"
        """#
      )
      #expect(try night(1, root).code == 1)
      let check = try Shell.run(#"promtool check metrics <"$1/allot.prom""#, [root.path])
      #expect(check == Shell.Ended(code: 0, output: ""))
    }
  }

  @Test(arguments: [
    ["TZ": "Pacific/Kiritimati", "LANG": "de_DE.UTF-8"], ["TZ": "America/New_York", "LC_ALL": "C"],
  ])
  func `the output does not depend on the machine's time zone or locale`(
    environment: [String: String]
  ) throws {
    func play(_ root: Root, _ environment: [String: String]) throws -> [String] {
      try root.makeFolder("inbox/acme")
      try root.configure(Self.configuration + "on = [\"mon\", \"wed\", \"sat\"]\n")
      for day in 1...6 {
        if day != 3 { try drop(rows: 10 * day, on: day, root) }
        _ = try Program.run(
          ["run", "--root", root.path, "--metrics", root.path + "/allot.prom"] + Root.at(day),
          environment: environment
        )
      }
      return try [page(root)] + metrics(root)
    }
    try Root.lend { here in
      try Root.lend { there in
        let usual = try play(here, [:])
        let other = try play(there, environment)
        #expect(usual == other)
      }
    }
  }
}
