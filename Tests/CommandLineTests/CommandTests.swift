import Foundation
import SystemTestSupport
import Testing

/// The commands that change something, and their output: `run`, `import`, `report`.
struct CommandTests {
  @Test func `run imports the inbox and writes the reports`() throws {
    try Root.lendWithOneNight { root in
      let reports = try root.names("reports/latest")
      #expect(
        reports == [
          "allocations.csv", "backorders.csv", "changes.csv", "files.csv", "open.csv",
          "rejects.csv", "report.html", "shortages.csv", "stock.csv", "summary.json",
        ]
      )
      let allocations = try root.text("reports/latest/allocations.csv")
      #expect(allocations == "orderid,sku,qty,batchref\nO-1,LAMP,4,B1\n")
      #expect(try root.names("archive/2026-11-23") == ["batches.csv", "orders.csv"])
      #expect(try root.names("inbox") == [".processing"])
    }
  }

  @Test func `run reports on standard output, and exits 1 if a human is needed`()
    throws
  {
    try Root.lend { root in
      try root.drop("ref,sku,qty,eta\nB1,LAMP,ten,\n", as: "batches.csv")
      let ended = try root.night(1)
      #expect(ended.code == 1)
      #expect(ended.errors == "")
      #expect(ended.output.contains("Rows: 1 = 0 applied + 0 unchanged + 0 deferred + 1 rejected"))
      #expect(ended.output.contains("Needs a human: batches.csv: 1 row rejected"))
      #expect(root.has("rejects/batches.\(Root.run(1)).csv"))
    }
  }

  @Test func `quiet prints nothing on success, otherwise the problem`() throws {
    try Root.lend { root in
      try root.drop("ref,sku,qty,eta\nB1,LAMP,10,\n", as: "batches.csv")
      let good = try root.night(1, "--quiet")
      #expect(good.code == 0)
      #expect(good.output + good.errors == "")

      try root.drop("orderid,sku,qty\nO-1,LAMP,x\n", as: "orders.csv")
      let bad = try root.night(2, "--quiet")
      #expect(bad.code == 1)
      #expect(bad.output == "")
      let rejects = "rejects/orders.\(Root.run(2)).csv"
      #expect(
        bad.errors == """
          allot 24 Nov: 0 taken, 1 refused in 1 file (qty is not a whole number)
            orders.csv: 1 row rejected: qty is not a whole number
            correct the rejected rows and drop them again: \(rejects)
            reports: \(root.path)/reports/\(Root.run(2))

          """
      )
    }
  }

  @Test func `json is the summary for machines`() throws {
    try Root.lend { root in
      try root.drop("ref,sku,qty,eta\nB1,LAMP,10,\nB2,LAMP,x,\n", as: "batches.csv")
      let ended = try root.night(1, "--json")
      #expect(ended.code == 1)
      let summary = try #require(
        JSONSerialization.jsonObject(with: Data(ended.output.utf8)) as? [String: Any]
      )
      #expect((summary["finished_first"] as? [Any])?.isEmpty == true)
      #expect(summary["run"] as? String == Root.run(1))
      #expect(
        summary["counts"] as? [String: Int] == [
          "rows": 2, "applied": 1, "unchanged": 0, "deferred": 0, "rejected": 1,
        ]
      )
      #expect((summary["needs_human"] as? [String])?.count == 2)
      let published = try JSONSerialization.jsonObject(
        with: Data(root.text("reports/latest/summary.json").utf8)
      )
      #expect((published as? [String: Any])?["run"] as? String == Root.run(1))
    }
  }

  @Test func `import writes no reports, and the next report includes it`() throws {
    try Root.lend { root in
      try root.drop("ref,sku,qty,eta\nB1,LAMP,10,\n", as: "batches.csv")
      try root.drop("orderid,sku,qty\nO-1,LAMP,4\n", as: "orders.csv")
      #expect(try Program.run(["import", "--root", root.path] + Root.at(1)).code == 0)
      #expect(try root.names("reports") == [])

      let report = try root.allot("report", "--now", "2026-11-24T02:00:00Z")
      #expect(report.code == 0)
      let changes = try root.text("reports/latest/changes.csv")
      #expect(changes == "orderid,sku,qty,batchref,change\nO-1,LAMP,4,B1,allocated\n")
      #expect(try root.text("reports/latest/files.csv").split(separator: "\n").count == 1)
    }
  }

  @Test func `import of named files copies them and does not touch the inbox`() throws {
    try Root.lend { root in
      try root.drop("orderid,sku,qty\nO-9,LAMP,1\n", as: "orders-waiting.csv")
      let elsewhere = root.folder.appending(path: "mine")
      try FileManager.default.createDirectory(at: elsewhere, withIntermediateDirectories: true)
      let file = elsewhere.appending(path: "batches.csv")
      try "ref,sku,qty,eta\nB1,LAMP,10,\n".write(to: file, atomically: true, encoding: .utf8)

      let ended = try Program.run(
        ["import", "batches.csv", "--root", root.path] + Root.at(1),
        in: elsewhere.path
      )

      #expect(ended.code == 0, "\(ended)")
      #expect(root.has("mine/batches.csv"))
      #expect(root.has("archive/2026-11-23/batches.csv"))
      #expect(try root.names("inbox") == [".processing", "orders-waiting.csv"])
    }
  }

  @Test func `a missing named file is reported`() throws {
    try Root.lendWithOneNight { root in
      let ended = try root.allot("import", "/nowhere/orders.csv")
      #expect(ended.code == 64)
      #expect(ended.errors.contains("no such file: '/nowhere/orders.csv'"), "\(ended)")
    }
  }

  @Test func `a dry run prints the counts and changes nothing`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\nO-4,LAMP,x\n", as: "orders-2.csv")
      let before = try root.everything()
      let rehearsed = try Program.run(["import", "--dry-run", "--root", root.path] + Root.at(2))
      #expect(rehearsed.code == 1)
      #expect(rehearsed.output.contains("Dry run: nothing was changed."))
      #expect(try withoutDatabase(root.everything()) == withoutDatabase(before))
      #expect(try root.allot("history").output.contains("orders-2.csv") == false)

      let done = try Program.run(["import", "--root", root.path] + Root.at(2))
      let failing: Substring =
        "  orders-2.csv:3: rejected (not-a-number): qty 'x' is not a whole number: write it in digits "
        + "only, such as 1000"
      #expect(counts(in: rehearsed).contains(failing))
      #expect(counts(in: done) == counts(in: rehearsed).filter { $0 != failing })
    }
  }

  @Test func `a dry run on a new root says that there is nothing to do`() throws {
    try Root.lend { root in
      let ended = try Program.run(["import", "--dry-run", "--root", root.path] + Root.at(1))
      #expect(ended.code == 0, "\(ended)")
      #expect(ended.output.contains("Rows: 0"))
      #expect(try root.allot("history").output == "no run yet\n")
    }
  }

  @Test func `a dry run reads named files in place`() throws {
    try Root.lend { root in
      let file = root.folder.appending(path: "batches.csv")
      try "ref,sku,qty,eta\nB1,LAMP,10,\n".write(to: file, atomically: true, encoding: .utf8)
      let ended = try Program.run(
        ["import", "--dry-run", file.path, "--root", root.path] + Root.at(1)
      )
      #expect(ended.code == 0, "\(ended)")
      #expect(ended.output.contains("1 applied"))
      #expect(root.has("batches.csv"))
    }
  }

  @Test func `only the newest reports are kept, and latest points at the newest`() throws {
    try Root.lend { root in
      for day in 1...4 { #expect(try root.night(day, "--keep", "2").code == 0) }
      #expect(try root.names("reports") == [Root.run(3), Root.run(4), "latest"])
      let target = try FileManager.default.destinationOfSymbolicLink(
        atPath: root.folder.appending(path: "reports/latest").path
      )
      #expect(target == Root.run(4))
    }
  }

  @Test func `a cell that looks like a formula is guarded, unless raw cells are requested`() throws
  {
    try Root.lend { root in
      try root.drop("ref,sku,qty,eta\n=B1,+LAMP,10,\n", as: "batches.csv")
      try root.drop("orderid,sku,qty\n@SUM(A1),+LAMP,4\n", as: "orders.csv")
      #expect(try root.night(1).code == 0)
      #expect(
        try root.text("reports/latest/allocations.csv")
          == "orderid,sku,qty,batchref\n'@SUM(A1),'+LAMP,4,'=B1\n"
      )
      #expect(try root.night(2, "--raw-cells").code == 0)
      #expect(
        try root.text("reports/latest/allocations.csv")
          == "orderid,sku,qty,batchref\n@SUM(A1),+LAMP,4,=B1\n"
      )
    }
  }

  @Test func `the same file is imported again only on request`() throws {
    try Root.lendWithOneNight { root in
      let orders = "orderid,sku,qty\nO-1,LAMP,4\nO-2,LAMP,7\n"
      try root.drop(orders, as: "orders.csv")
      #expect(try root.night(2).output.contains("orders.csv  duplicate"))
      try root.drop(orders, as: "orders.csv")
      #expect(try root.night(3, "--again").output.contains("imported, 2 rows: 2 unchanged"))
      #expect(try root.names("archive/2026-11-25") == ["orders.csv"])
    }
  }

  @Test func `deferred rows are given up after the requested number of days`() throws {
    try Root.lend { root in
      try root.drop("orderid,sku,qty\nO-1,SOFA,1\n", as: "orders.csv")
      #expect(try root.night(1, "--defer-days", "2").code == 0)
      #expect(try root.night(2, "--defer-days", "2").code == 0)
      #expect(try root.night(3, "--defer-days", "2").code == 1)
      #expect(root.has("rejects/orders.\(Root.run(3)).csv"))
    }
  }

  private func withoutDatabase(_ files: [String: Data]) -> [String: Data] {
    files.filter { !$0.key.hasPrefix("allot.") }
  }

  private func counts(in ended: Program.Ended) -> [Substring] {
    ended.output.split(separator: "\n").filter { $0.hasPrefix("Rows:") || $0.hasPrefix("  ") }
  }
}
