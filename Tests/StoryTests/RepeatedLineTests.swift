import Foundation
import Pipeline
import ServiceLayer
import Testing

/// The same line a second time in one import of an orders file, whatever the result of the first.
struct RepeatedLineTests {
  private static let batches = ["batches.csv": "ref,sku,qty\nB-1,LAMP,90\n"]
  private static let header = "orderid,sku,qty\n"
  private static let allocated = "orderid,sku,qty,batchref\n"

  /// The line, code and reason of each fault of the rows that a run rejected.
  private func rejected(_ report: String) -> [[String]] {
    csvRows(report).filter { $0[2] == "rejected" }.map { [$0[1], $0[3], $0[6]] }
  }

  @Test func `a line counts as repeated if its first row has a faulty cell`() throws {
    try Installation.lend { installation in
      let orders = Self.header + "O-1,LAMP,two\nO-2,LAMP,1\nO-1,LAMP,2\nO-1,LAMP,3\n"
      let summary = try installation.night(1, Self.batches.merging(["orders.csv": orders]) { $1 })
      #expect(summary.counts == .init(rows: 5, applied: 2, rejected: 3))
      let repeated = """
        order line 'O-1', 'LAMP' is already in line 2, in a row with faults: if it is a repeat, \
        correct one of the two and delete the other; if both are meant, correct one and give it the qty of \
        both
        """
      let told = rejected(try installation.report("rejects"))
      #expect(
        told.map { [$0[0], $0[1]] } == [
          ["2", "not-a-number"], ["4", "line-repeated"], ["5", "line-repeated"],
        ]
      )
      #expect(told.suffix(2).map { $0[2] } == [repeated, repeated])
      #expect(try installation.report("allocations") == Self.allocated + "O-2,LAMP,1,B-1\n")
      // One of the three is corrected: the others are closed with it.
      let corrected = Self.header + "O-1,LAMP,5\n"
      let second = try installation.night(2, ["orders-corrected.csv": corrected])
      #expect(second.needsHuman == [])
      #expect(csvRows(try installation.report("open")).count == 1)
    }
  }

  @Test func `the first row is named, even with a faulty row in between`() throws {
    try Installation.lend { installation in
      let orders = Self.header + "O-1,LAMP,2\nO-1,LAMP\nO-1,LAMP,2\n"
      _ = try installation.night(1, Self.batches.merging(["orders.csv": orders]) { $1 })
      let told = rejected(try installation.report("rejects"))
      #expect(told.map { [$0[0], $0[1]] } == [["3", "too-few-cells"], ["4", "line-repeated"]])
      #expect(told.last?[2].contains("is already in line 2, with qty 2: ") == true)
    }
  }

  @Test func `a grown file knows the faulty rows of its earlier part`() throws {
    try Installation.lend { installation in
      let first = Self.header + "O-1,LAMP,two\nO-2,SOFA,1\n"
      _ = try installation.night(1, Self.batches.merging(["orders.csv": first]) { $1 })
      let more = first + "O-3,LAMP,1\n"
      _ = try installation.night(2, ["orders.csv": more])
      // The sku of O-2 became known, but not in time for its first row.
      _ = try installation.night(17, ["batches-2.csv": "ref,sku,qty\nB-2,VASE,9\n"])
      _ = try installation.night(18, ["batches-3.csv": "ref,sku,qty\nB-3,SOFA,9\n"])
      let most = more + "O-1,LAMP,2\nO-2,SOFA,1\nO-4,LAMP,1\n"
      let summary = try installation.night(19, ["orders.csv": most])
      #expect(summary.counts == .init(rows: 6, applied: 1, unchanged: 3, rejected: 2))
      let told = rejected(try installation.report("rejects"))
      #expect(told.map { [$0[0], $0[1]] } == [["5", "line-repeated"], ["6", "line-repeated"]])
      #expect(
        try installation.report("allocations")
          == Self.allocated + "O-3,LAMP,1,B-1\nO-4,LAMP,1,B-1\n"
      )
    }
  }

  @Test func `a run stopped anywhere reports the same repetitions of faulty rows`() throws {
    let orders = Self.header + "O-1,LAMP,two\nO-2,LAMP,1\nO-1,LAMP,2\nO-3,LAMP,1\nO-1,LAMP,2\n"
    func rejects(stoppedAt chance: Int) throws -> String {
      try Installation.lend { installation in
        try installation.drop(
          Self.batches.merging(["orders.csv": orders]) { $1 }.mapValues { Data($0.utf8) }
        )
        var asked = 0
        let stopped = try? installation.execute(started: Installation.started(1), chunkRows: 1) {
          asked += 1
          return asked == chance
        }
        if stopped == nil { try installation.execute(started: Installation.started(2)) }
        return try installation.report("rejects", of: "20261123T020000Z")
      }
    }
    let whole = try rejects(stoppedAt: 0)
    #expect(rejected(whole).map { $0[0] } == ["2", "4", "6"])
    for chance in 1...9 { #expect(try rejects(stoppedAt: chance) == whole, "at \(chance)") }
  }

  @Test func `a sum that no line can have is not suggested`() throws {
    try Installation.lend { installation in
      let orders = Self.header + "O-1,LAMP,600000000\nO-1,LAMP,600000000\n"
      _ = try installation.night(1, Self.batches.merging(["orders.csv": orders]) { $1 })
      #expect(
        rejected(try installation.report("rejects")).map { $0[2] } == [
          """
          order line 'O-1', 'LAMP' is already in line 2, with qty 600000000: if it is a repeat, \
          delete this row; if both are meant, order the rest under another orderid: a line has at \
          most 1000000000
          """
        ]
      )
    }
  }

  @Test
  func `the result of the first of two values is named, wherever the run was stopped`()
    throws
  {
    func told(stoppedAt chance: Int) throws -> [String] {
      try Installation.lend { installation in
        try installation.drop(
          Self.batches.merging([
            "quantities.csv": "ref,qty\nB-1,80\nB-9,1\nB-1,70\nB-9,2\n"
          ]) { $1 }.mapValues { Data($0.utf8) }
        )
        var asked = 0
        let stopped = try? installation.execute(started: Installation.started(1), chunkRows: 2) {
          asked += 1
          return asked == chance
        }
        if stopped == nil { try installation.execute(started: Installation.started(2)) }
        return rejected(try installation.report("rejects", of: "20261123T020000Z")).map { $0[2] }
      }
    }
    #expect(
      try told(stoppedAt: 0) == [
        "line 2 states another qty of 'B-1', and that one holds: delete the row that is wrong",
        "line 3 states another qty of 'B-9', and was not taken either: delete the row that is wrong",
      ]
    )
    let whole = try told(stoppedAt: 0)
    for chance in 1...6 { #expect(try told(stoppedAt: chance) == whole, "at \(chance)") }
  }
}
