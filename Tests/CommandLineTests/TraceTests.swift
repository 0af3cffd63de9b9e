import Foundation
import SystemTestSupport
import Testing

/// `allot trace`, word for word.
struct TraceTests {
  func trace(_ root: Root, _ arguments: String...) throws -> String {
    let ended = try Program.run(["trace"] + arguments + ["--root", root.path])
    #expect(ended.code == 0, "\(ended)")
    return ended.output
  }

  @Test func `a corrected row is traced to the state of its line today`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-3,LAMP,2.5\nO-4,LAMP,1\n", as: "orders-decimal.csv")
      #expect(try root.night(2).code == 1)
      let rejects = "orders-decimal.\(Root.run(2)).csv"
      let open = """
        orders-decimal.csv, line 2: orderid O-3, sku LAMP, qty 2.5
          outcome  rejected (not-a-number): qty '2.5' is not a whole number: write it in digits \
        only, such as 1000
          back as  rejects/\(rejects)

        """
      #expect(try trace(root, "orders-decimal.csv:2") == open)
      let corrected = try root.text("rejects/\(rejects)").replacing("2.5,2", with: "2,2")
      try root.drop(corrected, as: rejects)
      #expect(try root.night(3).code == 0)
      let told =
        open + """
            mended   \(rejects):2, run \(Root.run(3)): applied
            now      allocated to B1

          """
      #expect(try trace(root, "orders-decimal.csv:2") == told)
      // Some runs later the ledger has nothing about the rejected row.
      #expect(try root.night(4).code == 0)
      #expect(try trace(root, "orders-decimal.csv:2") == told)
      #expect(
        try trace(root, "orders-decimal.csv:3") == """
          orders-decimal.csv, line 3: orderid O-4, sku LAMP, qty 1
            outcome  applied, run \(Root.run(2))
            now      allocated to B1

          """
      )
    }
  }

  @Test func `a row known from a shorter file shows its state there`() throws {
    try Root.lendWithOneNight { root in
      let orders = "orderid,sku,qty\nO-3,LAMP,x\nO-4,LAMP,1\n"
      try root.drop(orders, as: "orders-2.csv")
      #expect(try root.night(2).code == 1)
      try root.drop(orders + "O-5,LAMP,1\n", as: "orders-2.csv")
      #expect(try root.night(3).code == 1)
      let known = "known from the shorter file of run \(Root.run(2)), and was skipped"
      #expect(
        try trace(root, "orders-2.csv:2").contains(
          "\(known); there it was rejected, and waits in rejects/orders-2.\(Root.run(2)).csv\n"
        )
      )
      #expect(try trace(root, "orders-2.csv:3").contains("\(known)\n"))
    }
  }

  @Test func `lines are counted as in an editor`() throws {
    try Root.lendWithOneNight { root in
      try root.drop(
        "orderid,note,sku,qty\n\nO-3,\"two\nlines\",LAMP,1\n,,,\nO-4,,LAMP,1\n",
        as: "orders-2.csv"
      )
      _ = try root.night(2)
      #expect(try trace(root, "orders-2.csv:1").contains("outcome  it is the header"))
      for line in [2, 5] {
        #expect(try trace(root, "orders-2.csv:\(line)").contains("it is blank, and was skipped"))
      }
      for line in [3, 4] {
        #expect(try trace(root, "orders-2.csv:\(line)").contains("orderid O-3, sku LAMP, qty 1"))
      }
      #expect(try trace(root, "orders-2.csv:6").contains("orderid O-4"))
      let beyond = try root.allot("trace", "orders-2.csv:7")
      #expect(beyond.code == 66)
      #expect(beyond.errors == "allot: 'orders-2.csv' has no line 7\n")
      #expect(try root.allot("trace", "orders-9.csv").code == 66)
    }
  }

  @Test func `each kind of row shows what it did`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("ref,sku,qty\nB1,LAMP,10\nB2,LAMP,5\n", as: "batches-2.csv")
      try root.drop("ref,qty\nB1,10\nB2,6\n", as: "quantities.csv")
      try root.drop("orderid,sku,qty\nO-1,LAMP,4\nO-5,SOFA,1\nO-6,LAMP,9\n", as: "orders-2.csv")
      try root.drop("orderid,sku\nO-6,LAMP\n", as: "cancellations.csv")
      _ = try root.night(2)
      let run = Root.run(2)
      func facts(_ place: String) throws -> [String] {
        try trace(root, place).split(separator: "\n").dropFirst().map(String.init)
      }
      #expect(
        try facts("batches-2.csv:2") == [
          "  outcome  unchanged: nothing had to change",
          "  now      B1: 10 bought, 6 free, in the warehouse",
        ]
      )
      #expect(try facts("batches-2.csv:3").first == "  outcome  applied, run \(run)")
      #expect(
        try facts("quantities.csv:3") == [
          "  outcome  applied or unchanged; of its file 1 were applied and 1 unchanged; which, was "
            + "not kept",
          "  now      B2: 6 bought, 6 free, in the warehouse",
        ]
      )
      #expect(
        try facts("orders-2.csv:2") == [
          "  outcome  unchanged: nothing had to change", "  now      allocated to B1",
        ]
      )
      #expect(
        try facts("orders-2.csv:3") == [
          "  outcome  deferred (unknown-sku): Invalid sku SOFA: no batch of it is known yet; it is "
            + "tried again each night"
        ]
      )
      #expect(
        try facts("cancellations.csv:2") == [
          "  outcome  applied, run \(run)",
          "  now      cancelled by cancellations.csv:2, run \(run)",
        ]
      )
      // A retried row is applied by a later run.
      try root.drop("ref,sku,qty\nS1,SOFA,5\n", as: "batches-3.csv")
      #expect(try root.night(3).code == 0)
      #expect(
        try facts("orders-2.csv:3") == [
          "  outcome  applied, run \(Root.run(3))", "  now      allocated to S1",
        ]
      )
    }
  }

  @Test func `a changed file is not used to show its rows`() throws {
    try Root.lendWithOneNight { root in
      let path = root.folder.appending(path: "archive/2026-11-23/orders.csv")
      try Data("orderid,sku,qty\nO-9,LAMP,4\nO-2,LAMP,7\n".utf8).write(to: path)
      let told = try trace(root, "orders.csv:2")
      #expect(!told.contains("O-9"))
      #expect(told.contains("is not known"))
      #expect(told.contains("is not what was imported: its bytes have changed"))
    }
  }

  @Test func `a deferred row whose line was cancelled was never applied`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-5,SOFA,1\n", as: "orders-2.csv")
      #expect(try root.night(2).code == 0)
      try root.drop("orderid,sku\nO-5,SOFA\n", as: "cancellations.csv")
      #expect(try root.night(3).code == 0)
      try root.drop("ref,sku,qty\nS1,SOFA,9\n", as: "batches-2.csv")
      #expect(try root.night(4).code == 0)
      #expect(
        try trace(root, "orders-2.csv:2") == """
          orders-2.csv, line 2: orderid O-5, sku SOFA, qty 1
            outcome  unchanged; it was deferred, and cancelled before the names in it were known
            now      cancelled by cancellations.csv:2, run \(Root.run(3))

          """
      )
    }
  }

  @Test func `JSON has the same answer`() throws {
    try Root.lendWithOneNight { root in
      func value(_ place: String) throws -> [String: Any] {
        let ended = try root.allot("trace", place, "--json")
        return try JSONSerialization.jsonObject(with: Data(ended.output.utf8)) as? [String: Any]
          ?? [:]
      }
      let row = try value("orders.csv:3")
      #expect(row["schema"] as? Int == 1)
      #expect((row["outcome"] as? [String: Any])?["state"] as? String == "applied")
      let cells = row["cells"] as? [[String: String]]
      #expect(cells?.first == ["column": "orderid", "value": "O-2"])
      let file = try value("orders.csv")
      #expect((file["today"] as? [String: Int]) == ["allocated": 1, "waiting": 1, "cancelled": 0])
    }
  }
}
