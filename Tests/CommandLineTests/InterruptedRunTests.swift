import Glibc
import SystemTestSupport
import Testing

/// A run that is stopped or killed in the middle of a file, and the one after it.
struct InterruptedRunTests {
  @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
  func `a run that is asked to stop exits 75, and the next one completes it`(signal: Int32) throws {
    try interrupted { run, _ in
      run.signal(signal)
      let ended = try run.resume()
      #expect(ended.code == 75, "\(ended)")
      #expect(ended.errors.contains("stopped at orders.csv, row "))
      #expect(ended.output == "")
    }
  }

  @Test func `a run that is killed is completed by the next one`() throws {
    try interrupted { run, root in
      try run.kill(on: root)
      let traced = try root.allot("trace", "orders.csv:2")
      #expect(traced.code == 0)
      #expect(
        traced.output.contains("interrupted, or still running: the next run continues"),
        "\(traced)"
      )
    }
  }

  @Test func `a run that was asked to stop and then killed asks only once`() throws {
    try interrupted { run, _ in
      run.signal(SIGTERM)
      run.signal(SIGTERM)
      let ended = try run.resume()
      #expect(ended.code == 75, "\(ended)")
    }
  }

  @Test func `a run with other row rules does not touch a half-imported file`() throws {
    try interrupted { run, root in
      try run.kill(on: root)
      func note(_ rules: Int, _ program: String) throws {
        try root.database().write { db in
          try db.execute(
            sql: """
              UPDATE runs SET settings = json_set(settings, '$.rowRules', ?, '$.program', ?)
              WHERE phase <> 'finished'
              """,
            arguments: [rules, program]
          )
        }
      }
      try note(99, "9.9")
      let ended = try root.night(3)
      #expect(ended.code == 74, "\(ended)")
      #expect(ended.errors.contains("orders.csv was begun by allot 9.9, which may number its rows"))
      try note(1, "0.1.0")
    }
  }

  private let night = ["run", "--chunk-rows", "1"] + Root.at(2)

  /// Interrupts a run in the middle of a file, then runs again, and compares the result with that
  /// of an uninterrupted run.
  private func interrupted(_ interrupt: (Held, Root) throws -> Void) throws {
    try Root.lend { peaceful in
      try fill(peaceful)
      #expect(try Program.run(night + ["--root", peaceful.path]).code == 1)
      try Root.lend { root in
        try fill(root)
        // Nearly all rows are in orders.csv, and each is a chunk.
        let run = try root.held(night, after: "pwrite64", on: "allot.sqlite-wal")
        try interrupt(run, root)
        let done = try root.database().read { db in
          try Int.fetchOne(db, sql: "SELECT done_rows FROM imports WHERE name = 'orders.csv'")
        }
        #expect(try (1..<300).contains(#require(done)))
        #expect(!root.has("reports/\(Root.run(2))"))

        let next = try root.night(3)
        #expect(next.code == 1)
        #expect(next.output.contains("Run \(Root.run(2))"))
        #expect(try root.reports(Root.run(2)) == peaceful.reports(Root.run(2)))
        #expect(try root.allot("view", "verify").code == 0)
      }
    }
  }

  private func fill(_ root: Root) throws {
    #expect(try root.night(1).code == 0)
    try root.drop("ref,sku,qty,eta\nB1,LAMP,200,\nB2,LAMP,400,\n", as: "batches.csv")
    try root.drop(
      "orderid,sku,qty\n" + (1...300).map { "O-\($0),LAMP,\($0 % 7)\n" }.joined(),
      as: "orders.csv"
    )
  }
}
