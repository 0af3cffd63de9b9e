import Foundation
import SystemTestSupport
import Testing

/// Checks of files before they are imported.
struct CheckTests {
  @Test func `check lists the faults of a file and changes nothing`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\nO-4,LAMP,x\n,LAMP,1\n", as: "orders-2.csv")
      try root.drop("orderid;sku\nO-3;LAMP\n", as: "orders-3.csv")
      try root.drop("ref,sku,qty\nB2,LAMP,1\n", as: "batches-2.csv")
      let before = try root.everything()
      let checked = try root.allot("check")
      #expect(checked.code == 1)
      let lines = checked.output.split(separator: "\n").map(String.init)
      #expect(lines.contains("batches-2.csv: batches, 1 row, no fault"), "\(checked)")
      #expect(lines.contains("orders-2.csv: orders, 3 rows, 2 would be rejected"))
      #expect(lines.contains { $0.hasPrefix("  orders-2.csv:3: rejected (not-a-number): qty 'x'") })
      #expect(lines.contains { $0.hasPrefix("  orders-2.csv:4: rejected (empty): ") })
      #expect(lines.contains { $0.hasPrefix("orders-3.csv: it would fail: ") })
      #expect(try root.everything() == before)

      let sound = try root.allot("check", root.path + "/inbox/batches-2.csv", "--json")
      #expect(sound.code == 0)
      #expect(sound.output.contains("\"faulty_rows\" : 0"))
      #expect(try root.allot("check", root.path + "/nowhere.csv").code == 64)
    }
  }

  @Test func `check lists repeated rows and entries that would not be taken`()
    throws
  {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\nO-4,LAMP,1\nO-3,LAMP,2\n", as: "orders-2.csv")
      try root.drop("ref,qty\nB1,1\nB1,1\nB1,2\n", as: "quantities.csv")
      try root.drop("orderid,sku,qty\n", as: "orders.txt")
      let checked = try root.allot("check")
      #expect(checked.code == 1)
      #expect(
        checked.output == """
          orders-2.csv: orders, 3 rows, 1 would be rejected
            orders-2.csv:4: rejected (line-repeated): order line 'O-3', 'LAMP' is already in line 2, \
          with qty 1: if it is a repeat, delete this row; if both are meant, 3 in all, put O-3,LAMP,3 \
          into an amendments file
          quantities.csv: quantities, 3 rows, no fault
            note: stated-twice in line 4 of this file: line 2 states another qty of 'B1': delete the \
          row that is wrong, unless the first came with a shorter file of this name before
          orders.txt: would not be taken: its name does not end in .csv; it is text: if it is meant for \
          allot, give it a name that ends in .csv

          """
      )
    }
  }

  @Test func `check works during a run`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\n", as: "orders-2.csv")
      let run = try root.held(["run"] + Root.at(2), after: "flock", on: "allot.lock", at: 0)
      #expect(try root.allot("check").code == 0)
      #expect(try run.resume().code == 0)
    }
  }

  @Test func `a dry run lists each row that fails with its reason`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\nO-4,LAMP,x\nO-5,SOFA,1\n", as: "orders-2.csv")
      let arguments = ["import", "--dry-run", "--root", root.path] + Root.at(2)
      let rehearsed = try Program.run(arguments)
      #expect(rehearsed.code == 1)
      #expect(
        rehearsed.output.contains(
          """

            orders-2.csv:3: rejected (not-a-number): qty 'x' is not a whole number: write it in \
          digits only, such as 1000
            orders-2.csv:4: deferred (unknown-sku): Invalid sku SOFA: no batch of it is known yet

          """
        ),
        "\(rehearsed)"
      )
      #expect(!rehearsed.output.contains("rejects/"))
      let json = try Program.run(arguments + ["--json"])
      let value = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
      #expect((value?["faults"] as? [[String: Any]])?.map { $0["line"] as? Int } == [3, 4])
    }
  }
}
