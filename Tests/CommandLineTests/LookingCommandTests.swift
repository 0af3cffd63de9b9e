import Foundation
import SystemTestSupport
import Testing

/// The commands that only show or copy data: `view`, `rejects`, `history`, `backup`.
struct LookingCommandTests {
  @Test func `view shows where the lines of an order are allocated`() throws {
    try Root.lendWithOneNight { root in
      let shown = try root.allot("view", "show", "O-1")
      #expect(shown.code == 0)
      #expect(shown.output == "orderid,sku,qty,batchref\nO-1,LAMP,4,B1\n")
      let waiting = try root.allot("view", "show", "O-2")
      #expect(waiting.output == "")
      #expect(waiting.code == 0)
      #expect(waiting.errors == "allot: order 'O-2': 7 of LAMP waits for stock\n")
      try root.drop("orderid,sku\nO-2,LAMP\n", as: "cancellations.csv")
      #expect(try root.night(2).code == 0)
      let cancelled = try root.allot("view", "show", " O-2 ")
      #expect(cancelled.code == 0)
      #expect(cancelled.errors == "allot: order 'O-2': 7 of LAMP was cancelled\n")
      let unknown = try root.allot("view", "show", "O-9")
      #expect(unknown.code == 66)
      #expect(unknown.errors.contains("order 'O-9' is not known"))
    }
  }

  /// Typed as in its file, or in another Unicode form; in the last case Foundation's tables differ
  /// from Swift's.
  @Test(arguments: [("Ä-1", "A\u{308}-1"), ("\u{1100}\u{1161}\u{11A7}", "\u{AC00}\u{11A7}")])
  func `an order is found by its id in any form of Unicode`(typed: String, other: String) throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\n\(typed),LAMP,1\n", as: "orders-2.csv")
      #expect(try root.night(2).code == 0)
      for form in [typed, other] {
        let shown = try root.allot("view", "show", form)
        #expect(shown.code == 0, "\(shown)")
        #expect(shown.output.hasSuffix(",LAMP,1,B1\n"))
      }
    }
  }

  @Test func `a changed view is detected, reported and repaired`() throws {
    try Root.lendWithOneNight { root in
      #expect(try root.allot("view", "verify").code == 0)
      try root.database().write { db in
        try db.execute(
          sql: """
            UPDATE allocations_view SET qty = 5;
            INSERT INTO allocations_view VALUES ('O-8', 'LAMP', 1, 'B1');
            """
        )
      }
      let verified = try root.allot("view", "verify")
      #expect(verified.code == 70)
      #expect(
        verified.output == """
          O-1, LAMP: view: 5 on B1; write model: 4 on B1
          O-8, LAMP: view: 1 on B1; write model: not there

          """
      )
      #expect(verified.errors.contains("view rebuild"))

      #expect(try root.allot("view", "rebuild").code == 0)
      #expect(try root.allot("view", "verify").code == 0)
      #expect(try root.allot("view", "show", "O-1").output.contains("O-1,LAMP,4,B1"))
    }
  }

  @Test func `rejects lists every open row with its age until it is returned`() throws {
    try Root.lend { root in
      try root.drop("orderid,sku,qty\nO-1,SOFA,1\nO-2,SOFA,x\n", as: "orders.csv")
      #expect(try root.night(1).code == 1)
      let first = try root.allot("rejects")
      #expect(first.code == 0)
      #expect(first.output.contains("orders.csv:2: deferred (unknown-sku): Invalid sku SOFA"))
      #expect(first.output.contains("orders.csv:3: rejected (not-a-number)"))

      let next = try root.night(2)
      #expect(next.code == 0)
      #expect(
        next.output.contains(
          "Open from earlier nights: 1 row rejected, 1 row deferred, the oldest for 1 night"
        )
      )
      #expect(try root.night(2, "--quiet").errors == "")
      let name = "orders.\(Root.run(1)).csv"
      let second = try root.allot("rejects").output.split(separator: "\n")
      #expect(second.count == 2)
      #expect(second.first?.hasPrefix("orders.csv:2: deferred (unknown-sku): ") == true)
      #expect(second.first?.hasSuffix(" [for 1 night]") == true)
      #expect(second.last?.hasPrefix("orders.csv:3: rejected (not-a-number): ") == true)
      #expect(second.last?.hasSuffix(" [for 1 night, in rejects/\(name)]") == true)

      try root.drop("ref,sku,qty\nB1,SOFA,9\n", as: "batches.csv")
      try root.drop(root.text("rejects/\(name)").replacing(",x,", with: ",3,"), as: name)
      #expect(try root.night(3).code == 0)
      #expect(try root.allot("rejects").output == "nothing waits\n")
    }
  }

  @Test func `history lists runs and files, newest last`() throws {
    try Root.lendWithOneNight { root in
      _ = try root.allot("report", "--now", "2026-11-24T02:00:00Z")
      let history = try root.allot("history")
      #expect(history.code == 0)
      let lines = history.output.split(separator: "\n").map(String.init)
      #expect(lines.first == "\(Root.run(1))  run")
      #expect(lines.contains { $0.contains("orders.csv  imported  2 rows: 2 applied") })
      #expect(lines.last == "\(Root.run(2))  report")
      #expect(try root.allot("history", "--runs", "1").output == "\(Root.run(2))  report\n")
    }
  }

  @Test func `a new root has no history, nothing waiting, and a correct view`() throws {
    try Root.lend { root in
      for command in [["history"], ["rejects"], ["view", "verify"], ["view", "rebuild"]] {
        let ended = try Program.run(command + ["--root", root.path])
        #expect(ended.code == 0, "\(command) \(ended)")
        #expect(ended.output != "")
      }
      #expect(try root.everything() == [:])
    }
  }

  @Test func `a backup is a database that can replace the original`() throws {
    try Root.lendWithOneNight { root in
      let copy = root.folder.appending(path: "copy.sqlite")
      #expect(try root.allot("backup", copy.path).code == 0)
      #expect(try root.allot("backup", copy.path).code == 64, "it must not replace a file")
      try Root.lend { other in
        try FileManager.default.copyItem(
          at: copy,
          to: other.folder.appending(path: "allot.sqlite")
        )
        #expect(try other.allot("view", "show", "O-1").output.contains("O-1,LAMP,4,B1"))
        #expect(try other.allot("view", "verify").code == 0)
      }
      try Root.lend { fresh in
        let nothing = try fresh.allot("backup", fresh.path + "/copy.sqlite")
        #expect(nothing.code == 64)
      }
    }
  }
}
