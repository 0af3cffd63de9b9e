import Foundation
import Glibc
import SystemTestSupport
import Testing

/// Expected files: each one that does not come as usual is reported to a person.
struct ExpectedFileTests: AcmeNights {
  // MARK: - What reaches a human

  @Test func `a usual night needs nobody`() throws {
    try lend { root in
      try drop(rows: 9, on: 6, root)
      #expect(try night(6, root) == Program.Ended(code: 0))
      #expect(try metrics(root) == samples(missing: 1, rows: 1, duplicate: 1, lastSeen: 6))
      let page = try page(root)
      #expect(page.contains("<title>✓ allot, 28 Nov 2026</title>"))
      #expect(
        page.contains("<th class=\"name\">acme/orders*.csv</th><td class=\"state d\">came</td>")
      )
      #expect(page.contains("6 of 6\u{A0}nights"))
    }
  }

  @Test func `a missing file is reported by exit code, mail, page and metrics`() throws {
    try lend { root in
      let ended = try night(6, root)
      #expect(ended.code == 1)
      let told = """
        acme/orders*.csv was expected, and did not come: it came last in run \(Root.run(5))
        """
      #expect(
        ended.errors.hasPrefix(
          """
          allot 28 Nov: no file came, 1 expected file did not come
            \(told); ask acme for it, drop it, and run it again

          """
        ),
        "\(ended)"
      )
      #expect(try metrics(root) == samples(missing: 0, rows: 1, duplicate: 1, lastSeen: 5))
      let page = try page(root)
      #expect(page.contains("<title>✗ 1 to do – allot, 28 Nov 2026</title>"))
      #expect(page.contains("<p class=\"what\">\(told)</p><p>Ask acme for it, drop it, and run it"))
      #expect(page.contains("<td class=\"state d\">missing</td><td class=\"d\">27\u{A0}Nov"))
      #expect(page.contains("5 of 6\u{A0}nights"))
    }
  }

  @Test func `a file with a tenth of the usual rows is reported everywhere`() throws {
    try lend { root in
      try drop(rows: 1, on: 6, root)
      let ended = try night(6, root)
      #expect(ended.code == 1)
      let told = """
        acme/orders*.csv has 1 row; usual are 10, the median of 5 nights: it should be 5 to 15
        """
      #expect(
        ended.errors.hasPrefix(
          "allot 28 Nov: 1 taken, 1 expected file not as usual\n  \(told); check"
        ),
        "\(ended)"
      )
      #expect(try page(root).contains("<p class=\"what\">\(told)</p>"))
      #expect(try metrics(root) == samples(missing: 1, rows: 0, duplicate: 1, lastSeen: 6))
    }
  }

  @Test func `a repeat of yesterday's file is reported everywhere`() throws {
    try lend { root in
      try root.drop(orders(rows: 10, 5), as: "acme/orders-6.csv")
      let ended = try night(6, root)
      #expect(ended.code == 1)
      let told = """
        acme/orders-6.csv brought nothing new: the same came as acme/orders-5.csv in run \
        \(Root.run(5))
        """
      #expect(ended.errors.contains("\n  \(told); ask acme for the file of this night"), "\(ended)")
      #expect(try page(root).contains("<p class=\"what\">\(told)</p>"))
      #expect(try metrics(root) == samples(missing: 1, rows: 1, duplicate: 0, lastSeen: 6))
    }
  }

  /// Then only existing outputs can show it, such as the page and the metrics, and the monitoring
  /// service, which gets no message.
  @Test func `a missing run shows by the page's deadline and the age of the metrics`() throws {
    try lend { root in
      #expect(
        try page(root).contains(
          """
          If it is after 07:00\u{A0}(Europe/Berlin) on 28\u{A0}November\u{A0}2026 and this is the newest \
          page, last night did not run.
          """
        )
      )
      let metrics = try root.text("allot.prom")
      #expect(metrics.contains("\nallot_run_last_start_timestamp_seconds 1795744800\n"))
      #expect(metrics.contains("\nallot_run_last_success_timestamp_seconds "))
    }
  }

  // MARK: - Which run judges what

  @Test func `a second run of the night does not miss files of the first`() throws {
    try lend { root in
      try drop(rows: 10, on: 6, root)
      #expect(try night(6, root).code == 0)
      #expect(try night(6, root, at: "20").code == 0)
      // That is the next night.
      #expect(try night(6, root, at: "23").code == 1)
    }
  }

  @Test func `a late file meets its expectation in the next run, and the page drops it`() throws {
    try lend { root in
      #expect(try night(6, root).code == 1)
      #expect(try night(6, root, at: "07", "report").code == 0)
      #expect(try page(root).contains("✗ 1 to do"))
      #expect(try metrics(root) == samples(missing: 0, rows: 1, duplicate: 1, lastSeen: 5))
      try drop(rows: 10, on: 6, root)
      #expect(try night(6, root, at: "08").code == 0)
      #expect(try page(root).contains("<title>✓ allot, 28 Nov 2026</title>"))
    }
  }

  @Test func `a file that made up for one night does not count for the next`() throws {
    try lend { root in
      #expect(try night(6, root).code == 1)
      try drop(rows: 10, on: 6, root)
      #expect(try night(6, root, at: "08").code == 0)
      let ended = try night(7, root)
      #expect(ended.code == 1)
      #expect(
        ended.errors.contains(
          "acme/orders*.csv was expected, and did not come: it came last in run 20261128T080000Z"
        ),
        "\(ended)"
      )
      #expect(try page(root).contains("<td class=\"state d\">missing</td>"))
      // The file that makes up for it does not count for the next night either.
      try drop(rows: 10, on: 7, root)
      #expect(try night(7, root, at: "08").code == 0)
      #expect(try night(8, root).code == 1)
    }
  }

  @Test func `a file from before the search period counts as having come`() throws {
    try lend { root in
      let ended = try Program.run(
        ["run", "--root", root.path, "--now", "2027-01-30T02:00:00Z", "--quiet", "--settle", "0"]
      )
      #expect(
        ended.errors.contains("did not come: it came last in run \(Root.run(5))"),
        "\(ended)"
      )
    }
  }

  @Test func `an import judges nothing, and its files count for the night`() throws {
    try lend { root in
      #expect(try night(5, root, at: "22", "import").code == 0)
      #expect(try metrics(root) == [])
      try drop(rows: 10, on: 6, root)
      #expect(try night(5, root, at: "23", "import").code == 0)
      #expect(try night(6, root).code == 0)
    }
  }

  @Test func `corrected rows do not count as a file of the night`() throws {
    try lend { root in
      try root.drop(orders(rows: 10, 6) + "O-6-x,LAMP,x\n", as: "acme/orders-6.csv")
      #expect(try night(6, root).code == 1)
      let name = "acme/orders-6.\(Root.run(6)).csv"
      try root.drop(try root.text("rejects/\(name)").replacing(",x,", with: ",1,"), as: name)
      let ended = try night(7, root)
      #expect(ended.code == 1)
      #expect(ended.errors.contains("acme/orders*.csv was expected, and did not come"), "\(ended)")
    }
  }

  @Test(.enabled(if: Program.isDebugBuild, "SKIPPED: a release build knows no crash points"))
  func `an interrupted run is judged by the configuration it began with`() throws {
    try lend { root in
      let died = try Running(
        [Program.path, "run", "--root", root.path] + Root.at(6),
        environment: ["ALLOT_CRASH_AT": "filesClaimed:1"]
      )
      _ = try died.wait(expectingSignal: SIGKILL)
      try root.configure("version = 1\n[[sender]]\nname = \"acme\"\n")
      try drop(rows: 10, on: 7, root)
      let ended = try night(7, root)
      #expect(ended.code == 1)
      #expect(
        ended.errors.hasPrefix(
          "allot 29 Nov: 10 taken, 1 expected file did not come, 1 interrupted"
        ),
        "\(ended)"
      )
      #expect(
        try page(root).contains("In run \(Root.run(6)): acme/orders*.csv was expected, and did not")
      )
      #expect(try metrics(root) == [])
    }
  }
}
