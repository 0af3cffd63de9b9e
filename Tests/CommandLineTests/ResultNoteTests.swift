import Glibc
import SystemTestSupport
import Testing

/// The files in inbox/results for the people who drop files.
struct ResultNoteTests {
  /// The note of a file on a day.
  private func note(_ file: String, _ day: Int, in root: Root) throws -> String {
    try root.text("inbox/results/\(file).\(Root.run(day)).txt")
  }

  @Test func `a completely taken file gets no note`() throws {
    try Root.lendWithOneNight { root in
      let names = try root.names("inbox")
      #expect(names == [".processing"])
    }
  }

  @Test func `with results all, completely taken files and rows get notes too`() throws {
    try Root.lendWithOneNight { root in
      try root.configure("version = 1\nresults = \"all\"\n")
      try root.drop("orderid,sku,qty\nO-8,LAMP,1\n\nO-1,LAMP,4\n", as: "orders-2.csv")
      try root.drop("orderid,sku,qty\nO-9,VASE,1\n", as: "orders-early.csv")
      #expect(try root.night(2).code == 0)
      #expect(
        try note("orders-2.csv", 2, in: root) == """
          TAKEN: 2 of 2 rows taken
          orders-2.csv, run \(Root.run(2))

          What to do:
          - Nothing.

          """
      )
      try root.drop("ref,sku,qty,eta\nB9,VASE,1,\n", as: "batches-9.csv")
      #expect(try root.night(3).code == 0)
      #expect(
        try note("orders-early.csv", 3, in: root)
          .hasPrefix("TAKEN: 1 row that had waited is taken\n")
      )
      #expect(try note("batches-9.csv", 3, in: root).hasPrefix("TAKEN: 1 of 1 row taken\n"))
      // There is no note about a night in which the rows still wait.
      #expect(try root.names("inbox/results").filter { $0.contains("early") }.count == 2)
    }
  }

  @Test func `refused rows are listed with line and reason, and are next to the note`() throws {
    try Root.lendWithOneNight { root in
      try root.drop(
        "orderid,sku,qty\nO-7,LAMP,1\nO-8,LAMP,ten\nO-9,VASE,2\n",
        as: "orders-2.csv"
      )
      #expect(try root.night(2).code == 1)
      let rejects = "orders-2.\(Root.run(2)).csv"
      #expect(
        try note("orders-2.csv", 2, in: root) == """
          PARTLY TAKEN: 1 of 3 rows taken, 1 refused, 1 waits
          orders-2.csv, run \(Root.run(2))

          line 3: qty 'ten' is not a whole number: write it in digits only, such as 1000
          line 4: waits: Invalid sku VASE: no batch of it is known yet

          What to do:
          - Correct the refused rows in \(rejects), which is beside this note, and drop that file as \
          it is.
          - For the rows that wait, drop a batches file with that sku: they are tried again each night \
          until 2026-12-08, and then refused; if a name is mistyped, cancel that line in a \
          cancellations file and order it again.

          """
      )
      #expect(try root.text("inbox/results/\(rejects)") == root.text("rejects/\(rejects)"))
      // It is not reported as a stray, and nothing in it is taken.
      let next = try root.night(3)
      #expect(next.code == 0, "\(next)")
      #expect(!next.output.contains("results"))
      #expect(try root.names("inbox/results").count == 2)
    }
  }

  @Test func `the note says to drop changes of known order lines as amendments`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-1,LAMP,5\n", as: "orders-2.csv")
      try root.drop("orderid,sku,qty\nO-1,LAMP,5\nO-8,LAMP,ten\n", as: "orders-3.csv")
      let ended = try root.night(2)
      #expect(ended.code == 1)
      #expect(
        ended.output.contains(
          "Needs a human: correct the rejected rows and drop them again, new quantities of known order "
            + "lines under a name that begins with amendments: rejects/"
        ),
        "\(ended)"
      )
      func todo(_ file: String) throws -> String {
        String(try note(file, 2, in: root).split(separator: "What to do:\n").last ?? "")
      }
      let first = "orders-2.\(Root.run(2)).csv"
      #expect(
        try todo("orders-2.csv") == """
          - If the new quantities of known order lines in \(first), which is beside this note, are \
          meant, drop that file as amendments-\(first): orders change no known line, amendments do.

          """
      )
      let second = "orders-3.\(Root.run(2)).csv"
      #expect(
        try todo("orders-3.csv") == """
          - If the new quantities of known order lines in \(second), which is beside this note, are \
          meant, drop the rows in it that do so as amendments-\(second): orders change no known line, \
          amendments do.
          - Correct the other refused rows in \(second), which is beside this note, and drop that file as \
          it is.

          """
      )
      try root.drop(root.text("inbox/results/\(first)"), as: "amendments-\(first)")
      let next = try root.night(3)
      #expect(next.code == 0, "\(next)")
      #expect(try root.text("reports/latest/allocations.csv").contains("O-1,LAMP,5,"))
    }
  }

  @Test func `the note of a repeated file says which file to correct`() throws {
    try Root.lendWithOneNight { root in
      let orders = "orderid,sku,qty\nO-8,LAMP,ten\n"
      try root.drop(orders, as: "orders-2.csv")
      #expect(try root.night(2).code == 1)
      try root.drop(orders, as: "again.csv")
      try root.drop(orders + "O-9,LAMP,1\n", as: "orders-2.csv")
      #expect(try root.night(3).code == 1)
      let correct =
        "- Correct the rows that still wait in orders-2.\(Root.run(2)).csv, and drop that as it is.\n"
      #expect(
        try note("again.csv", 3, in: root).hasSuffix(
          "What to do:\n\(correct)- If it is another delivery with the same rows, tell the person who runs "
            + "allot.\n"
        )
      )
      #expect(try note("orders-2.csv", 3, in: root).hasSuffix("What to do:\n\(correct)"))
    }
  }

  @Test func `the first line says the result of the file`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-8,LAMP,ten\n", as: "orders-bad.csv")
      try root.drop("orderid,sku,qty\nO-9,VASE,1\n", as: "orders-early.csv")
      try root.drop("orderid,sku,qty\n\"O-9,VASE,1\n", as: "orders-open.csv")
      try root.drop("orderid,sku,qty\nO-1,LAMP,4\nO-2,LAMP,7\n", as: "orders-twice.csv")
      try root.drop("ref,sku,qty\nB9,LAMP,1\n", as: "batches-9.csv")
      try root.drop("0000  batches-9.csv\n", as: "batches-9.csv.sha256")
      try root.drop("", as: "orders.xlsx")
      #expect(try root.night(2).code == 1)
      let first = try root.names("inbox/results").filter { $0.hasSuffix(".txt") }.map {
        try String(root.text("inbox/results/\($0)").prefix { $0 != "\n" })
      }
      #expect(
        first == [
          "WAITS: no row of it was read yet",
          "NOT TAKEN: 0 of 1 row taken, 1 refused",
          "WAITS: 0 of 1 row taken, 1 waits",
          "NOT TAKEN: no row of it took effect",
          "SEEN BEFORE: no row of it was done again",
          "NOT TAKEN: it is still where it was dropped",
        ]
      )
      #expect(try note("orders-open.csv", 2, in: root).contains("quote"))
      #expect(
        try note("orders-twice.csv", 2, in: root).contains(
          "\nthe same bytes came first as orders.csv in run \(Root.run(1))\n"
        )
      )
    }
  }

  @Test func `at most fifty rows are listed, with the number of the others`() throws {
    try Root.lendWithOneNight { root in
      let rows = (1...70).map { "O-\($0),LAMP,x\n" }.joined()
      try root.drop("orderid,sku,qty\n" + rows, as: "orders-bad.csv")
      #expect(try root.night(2).code == 1)
      let lines = try note("orders-bad.csv", 2, in: root).split(separator: "\n")
      #expect(lines.filter { $0.hasPrefix("line ") }.count == 50)
      #expect(lines.contains("and 20 more rows"))
    }
  }

  @Test func `rows that have waited too long are reported when they are refused`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-9,VASE,1\n", as: "orders-early.csv")
      for day in [2, 3] { _ = try root.night(day, "--defer-days", "1") }
      #expect(
        try note("orders-early.csv", 3, in: root)
          .hasPrefix("NOT TAKEN: 1 row that had waited is refused\n")
      )
    }
  }

  @Test func `notes are removed after thirty days of runs`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-8,LAMP,ten\n", as: "orders-bad.csv")
      #expect(try root.night(2).code == 1)
      func run(_ time: String) throws -> [String] {
        _ = try root.allot("run", "--settle", "0", "--now", time)
        return try root.names("inbox/results")
      }
      #expect(try run("2026-12-24T02:00:00Z").count == 2)
      #expect(try run("2026-12-24T02:00:01Z") == [])
    }
  }

  @Test(arguments: ["link", "open"])
  func `a folder that is not the run's own is not used, and this is reported`(kind: String) throws {
    try Root.lendWithOneNight { root in
      let results = root.path + "/inbox/results"
      if kind == "link" {
        try #require(symlink("../archive", results) == 0)
      } else {
        try #require(mkdir(results, 0o700) == 0 && chmod(results, 0o770) == 0)
      }
      let before = try root.names("archive")
      try root.drop("orderid,sku,qty\nO-8,LAMP,ten\n", as: "orders-bad.csv")
      let ended = try root.night(2, "--quiet")
      #expect(ended.code == 1)
      #expect(ended.errors.contains("\(results) is not this user's own folder"), "\(ended)")
      #expect(try root.names("archive") == before + ["2026-11-24"])
      if kind != "link" { #expect(try root.names("inbox/results") == []) }
    }
  }

  @Test(.enabled(if: Program.isDebugBuild, "SKIPPED: a release build knows no crash points"))
  func `the next run writes the notes of a dead run, under that run's name`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-8,LAMP,ten\n", as: "orders-bad.csv")
      let died = try Running(
        [Program.path, "run", "--root", root.path] + Root.at(2),
        environment: ["ALLOT_CRASH_AT": "fileFinished:1"]
      )
      _ = try died.wait(expectingSignal: SIGKILL)
      #expect(try root.names("inbox") == [".processing"])
      #expect(try root.night(3).code == 1)
      #expect(try note("orders-bad.csv", 2, in: root).hasPrefix("NOT TAKEN: 0 of 1 row taken"))
    }
  }
}
