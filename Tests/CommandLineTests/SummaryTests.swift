import Foundation
import SystemTestSupport
import Testing

/// The summary of a run in summary.json and on the terminal.
struct SummaryTests {
  @Test func `the summary does not depend on the root's path; the terminal shows it`()
    throws
  {
    try Root.lend { root in
      try root.drop("orderid,sku,qty\nO-1,LAMP,x\n", as: "orders.csv")
      let ended = try root.night(1)
      #expect(ended.output.contains("Reports: \(root.path)/reports/\(Root.run(1))\n"))
      let summary = try root.text("reports/latest/summary.json")
      #expect(summary.contains("\"reports\" : \"\(Root.run(1))\""))
      #expect(!summary.contains(root.path))

      try root.drop("orderid,sku,qty\nO-1,LAMP,y\n", as: "orders.csv")
      let elsewhere = root.path + "/published"
      let quiet = try root.night(2, "--quiet", "--reports", elsewhere)
      #expect(quiet.errors.contains("reports: \(elsewhere)/\(Root.run(2))\n"), "\(quiet)")
      #expect(try !root.text("published/latest/summary.json").contains(root.path))
    }
  }

  @Test(.enabled(if: Program.isDebugBuild, "SKIPPED: a release build knows no crash points"))
  func `the reports of an interrupted run are shown at their path`() throws {
    try Root.lend { root in
      try root.drop("ref,sku,qty,eta\nB1,LAMP,10,\n", as: "batches.csv")
      let elsewhere = root.path + "/published"
      let died = try Running(
        [Program.path, "run", "--root", root.path, "--reports", elsewhere] + Root.at(1),
        environment: ["ALLOT_CRASH_AT": "filesClaimed:1"]
      )
      _ = try died.wait(expectingSignal: SIGKILL)
      let ended = try root.night(2)
      #expect(ended.output.contains("Reports: \(elsewhere)/\(Root.run(1))\n"), "\(ended)")
      #expect(ended.output.contains("Reports: \(root.path)/reports/\(Root.run(2))\n"), "\(ended)")
    }
  }

  @Test func `the summary shows the delimiter of a file`() throws {
    try Root.lend { root in
      try root.drop("ref;sku;qty\nB1;LAMP;10\n", as: "batches-1.csv")
      try root.drop("ref\tsku\tqty\nB2\tLAMP\t10\n", as: "batches-2.csv")
      try root.drop("ref;sku;qty\n\"B2\n", as: "batches-3.csv")
      #expect(try root.night(1).code == 1)
      let summary = try JSONSerialization.jsonObject(
        with: Data(root.text("reports/latest/summary.json").utf8)
      )
      let files = (summary as? [String: Any])?["files"] as? [[String: Any]]
      #expect(files?.map { $0["delimiter"] as? String } == [";", "\t", ""])
    }
  }
}
