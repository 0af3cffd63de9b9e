import Glibc
import SystemTestSupport
import Testing

/// The summary line at the beginning of the mail and the log of a night.
struct HeadlineTests {
  @Test func `a good night is exactly one line`() throws {
    try Root.lend { root in
      try root.drop(
        "ref,sku,qty,eta\n" + (1...1234).map { "B\($0),LAMP,1,\n" }.joined(),
        as: "batches.csv"
      )
      #expect(
        try root.night(1, "--brief")
          == Program.Ended(code: 0, output: "allot 23 Nov: 1 234 taken\n")
      )
      #expect(
        try root.night(2, "--brief")
          == Program.Ended(code: 0, output: "allot 24 Nov: no file came\n")
      )
    }
  }

  @Test func `the line counts taken, refused, unimported and waiting items`() throws {
    try Root.lend { root in
      try root.drop("ref,sku,qty,eta\nB1,LAMP,10,\nB2,LAMP,x,\n", as: "batches.csv")
      try root.drop("orderid,sku,qty\nO-1,LAMP,4\nO-2,LAMP,y\nO-3,,1\n", as: "orders-1.csv")
      try root.drop("orderid,sku,qty\nO-4,VASE,4\n", as: "orders-2.csv")
      try root.drop("orderid,sku\nO-4,VASE\n", as: "orders-3.csv")
      let ended = try root.night(1, "--brief")
      #expect(ended.code == 1)
      #expect(
        ended.errors.hasPrefix(
          """
          allot 23 Nov: 2 taken, 3 refused in 2 files (qty is not a whole number, and 1 other \
          reason), 1 file not imported, 1 waits
            2 rows in 2 files rejected: qty is not a whole number

          """
        ),
        "\(ended)"
      )
    }
  }

  @Test func `other things that need a person are counted`() throws {
    try Root.lend { root in
      try root.drop("", as: "orders.xlsx")
      #expect(try root.night(1, "--brief").code == 0)
      let ended = try root.night(2, "--brief")
      #expect(ended.code == 1)
      #expect(
        ended.errors.hasPrefix(
          "allot 24 Nov: no file came, 1 thing to look at\n  orders.xlsx: not taken"
        ),
        "\(ended)"
      )
    }
  }

  @Test(.enabled(if: Program.isDebugBuild, "SKIPPED: a release build knows no crash points"))
  func `an interrupted run is counted with the run that finished it`() throws {
    try Root.lend { root in
      try root.drop("ref,sku,qty,eta\nB1,LAMP,10,\n", as: "batches.csv")
      let died = try Running(
        [Program.path, "run", "--root", root.path] + Root.at(1),
        environment: ["ALLOT_CRASH_AT": "filesClaimed:1"]
      )
      _ = try died.wait(expectingSignal: SIGKILL)
      try root.drop("orderid,sku,qty\nO-1,LAMP,4\n", as: "orders.csv")
      #expect(
        try root.night(2, "--brief").output
          == "allot 24 Nov: 2 taken, 1 interrupted run finished first\n"
      )
    }
  }
}
