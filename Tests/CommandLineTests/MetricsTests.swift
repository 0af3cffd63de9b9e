import Foundation
import Glibc
import SystemTestSupport
import Testing

/// The metrics that a run writes for Prometheus' node exporter.
struct MetricsTests {
  /// The samples of a metrics file by name and label, without durations and sizes, which differ
  /// from night to night.
  private func samples(_ root: Root) throws -> [String: String] {
    let lines = try root.text("allot.prom").split(separator: "\n").filter { !$0.hasPrefix("#") }
    let pairs = lines.map { $0.split(separator: " ").map(String.init) }
    return try Dictionary(
      uniqueKeysWithValues: pairs.map { (try #require($0.first), try #require($0.last)) }
    ).filter { !$0.key.contains("duration") && !$0.key.contains("size") }
  }

  private func night(_ day: Int, of root: Root, _ more: [String] = []) throws -> Program.Ended {
    try Program.run(
      ["run", "--root", root.path, "--metrics", root.path + "/allot.prom", "--quiet"]
        + Root.at(day) + more
    )
  }

  /// The start of the run of a day.
  private func started(_ day: Int) -> String { "\(1_795_399_200 + (day - 1) * 86_400)" }

  @Test func `a night is reported in numbers`() throws {
    try Root.lend { root in
      try root.drop(
        "ref,sku,qty,eta\nB1,LAMP,10,\nB2,LAMP,x,\nB3,RUG,1,2026-11-01\n",
        as: "batches.csv"
      )
      try root.drop(
        "orderid,sku,qty\nO-1,LAMP,4\nO-2,VASE,7\nO-3,RUG,5\nO-1,RUG,4\n",
        as: "orders.csv"
      )
      #expect(try night(1, of: root).code == 1)
      var found = try samples(root)
      let success = found.removeValue(forKey: "allot_run_last_success_timestamp_seconds")
      #expect(try #require(success.flatMap { Int($0) }) >= #require(Int(started(1))))
      let expected = [
        #"allot_info{version="0.1.0"}"#: "1", "allot_run_last_start_timestamp_seconds": started(1),
        "allot_run_exit_code": "1", "allot_needs_human": "2",
        #"allot_rows{outcome="applied"}"#: "5", #"allot_rows{outcome="unchanged"}"#: "0",
        #"allot_rows{outcome="deferred"}"#: "1", #"allot_rows{outcome="rejected"}"#: "1",
        #"allot_files{state="imported"}"#: "2", #"allot_files{state="grown"}"#: "0",
        #"allot_files{state="duplicate"}"#: "0", #"allot_files{state="retried"}"#: "0",
        #"allot_files{state="failed"}"#: "0", #"allot_files{state="held"}"#: "0",
        #"allot_files{state="ignored"}"#: "0",
        "allot_open_rows": "2", "allot_backorder_lines": "2", "allot_backorder_units": "9",
        "allot_backorder_oldest_timestamp_seconds": started(1),
        #"allot_orders{state="complete"}"#: "0", #"allot_orders{state="partly"}"#: "1",
        #"allot_orders{state="waiting"}"#: "1", "allot_short_skus": "1", "allot_late_batches": "1",
      ]
      #expect(found == expected)
      let text = try root.text("allot.prom")
      #expect(text.contains(#"allot_run_duration_seconds{phase="import"} "#))
      #expect(text.contains("allot_database_size_bytes "))
    }
  }

  @Test func `anybody may read the metrics, and each night replaces the previous ones`() throws {
    try Root.lendWithOneNight { root in
      for day in [2, 3] { #expect(try night(day, of: root).code == 0) }
      #expect(try samples(root)["allot_run_last_start_timestamp_seconds"] == started(3))
      let mode = try Shell.run(#"stat -c %a "$1/allot.prom"; ls -A "$1" | grep part"#, [root.path])
      #expect(mode.output == "644\n")
    }
  }

  @Test func `a failed night is reported, with the last successful one`() throws {
    try Root.lendWithOneNight { root in
      #expect(try night(2, of: root).code == 0)
      let success = try samples(root)["allot_run_last_success_timestamp_seconds"]
      try Data("no database\n".utf8).write(to: root.folder.appending(path: "allot.sqlite"))
      #expect(try night(3, of: root).code == 74)
      #expect(
        try samples(root) == [
          #"allot_info{version="0.1.0"}"#: "1",
          "allot_run_last_start_timestamp_seconds": started(3),
          "allot_run_last_success_timestamp_seconds": try #require(success),
          "allot_run_exit_code": "74", "allot_needs_human": "1",
        ]
      )
    }
  }

  @Test func `a run that did not begin does not change the metrics`() throws {
    try Root.lendWithOneNight { root in
      #expect(try night(2, of: root).code == 0)
      let before = try root.text("allot.prom")
      let locked = try Shell.run(
        #"exec flock "$1/allot.lock" "$2" run --root "$1" --metrics "$1/allot.prom""#,
        [root.path, Program.path]
      )
      #expect(locked.code == 75)
      #expect(try root.text("allot.prom") == before)
    }
  }

  @Test func `the setting and the configuration can name the file too`() throws {
    try Root.lendWithOneNight { root in
      let file = root.path + "/allot.prom"
      let set = try root.allot("report", environment: ["ALLOT_METRICS": file])
      #expect(set.code == 0)
      try FileManager.default.removeItem(atPath: file)
      try Data("version = 1\nmetrics = \"\(file)\"\n".utf8)
        .write(to: root.folder.appending(path: "allot.toml"))
      #expect(try root.allot("report").code == 0)
      #expect(root.has("allot.prom"))
    }
  }

  @Test(arguments: ["/nowhere/allot.prom", "/dev/null/allot.prom", ""])
  func `an unwritable file is reported before the night`(file: String) throws {
    try Root.lendWithOneNight { root in
      let before = try root.everything()
      let ended = try root.allot("run", "--metrics", file)
      #expect(ended.code == 64, "\(ended)")
      #expect(ended.errors.contains("metrics"), "\(ended)")
      #expect(try root.everything() == before)
    }
  }

  @Test func `metrics that cannot be written are reported, and the night is kept`() throws {
    try Root.lendWithOneNight { root in
      try FileManager.default.createDirectory(
        at: root.folder.appending(path: "allot.prom"),
        withIntermediateDirectories: false
      )
      let ended = try night(2, of: root)
      #expect(ended.code == 1)
      #expect(ended.errors.hasPrefix("allot: the metrics were not written: "), "\(ended)")
      #expect(root.has("reports/\(Root.run(2))"))
    }
  }

  @Test(.enabled(if: Shell.has("promtool"), "SKIPPED: no promtool: cron/setup --tests"))
  func `promtool finds no problem`() throws {
    try Root.lendWithOneNight { root in
      #expect(try night(2, of: root).code == 0)
      let good = try root.text("allot.prom")
      try Data("no database\n".utf8).write(to: root.folder.appending(path: "allot.sqlite"))
      #expect(try night(3, of: root).code == 74)
      try Data(good.utf8).write(to: root.folder.appending(path: "good.prom"))
      let check = try Shell.run(
        #"for file in good allot; do promtool check metrics <"$1/$file.prom" || exit; done"#,
        [root.path]
      )
      #expect(check == Shell.Ended(code: 0, output: ""))
    }
  }
}
