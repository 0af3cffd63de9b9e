import Foundation
import Pipeline
import ServiceLayer
import Testing

/// A file that continues an earlier one is one import with it: its first rows belong to it.
struct GrownFileTests {
  private static let batches = ["batches.csv": "ref,sku,qty\nB-1,LAMP,90\n"]
  private static let first = "orderid,sku,qty\nO-1,LAMP,2\nO-2,LAMP,3\n"

  @Test func `a line in the earlier part counts as repeated, done or waiting`()
    throws
  {
    try Installation.lend { installation in
      let first = Self.first + "O-3,SOFA,1\n"
      _ = try installation.night(1, Self.batches.merging(["orders.csv": first]) { $1 })
      let more = first + "O-4,LAMP,1\nO-1,LAMP,2\nO-3,SOFA,1\nO-4,LAMP,1\n"
      let summary = try installation.night(2, ["orders.csv": more])
      #expect(summary.counts == .init(rows: 8, applied: 1, unchanged: 3, deferred: 1, rejected: 3))
      let rejected = csvRows(try installation.report("rejects")).filter { $0[2] == "rejected" }
      #expect(
        rejected.map { $0[1] + " " + $0[3] } == ["6", "7", "8"].map { "\($0) line-repeated" }
      )
      let places = ["line 2", "line 4", "line 5"]
      #expect(zip(rejected, places).allSatisfy { $0[6].contains("is already in \($1), ") })
      #expect(
        try installation.report("allocations")
          == "orderid,sku,qty,batchref\nO-1,LAMP,2,B-1\nO-2,LAMP,3,B-1\nO-4,LAMP,1,B-1\n"
      )
    }
  }

  @Test func `a run stopped anywhere reports the same repetitions`() throws {
    let more = Self.first + "O-4,LAMP,1\nO-1,LAMP,2\nO-4,LAMP,1\nO-1,LAMP,2\n"
    func rejects(stoppedAt chance: Int) throws -> String {
      try Installation.lend { installation in
        _ = try installation.night(1, Self.batches.merging(["orders.csv": Self.first]) { $1 })
        try installation.drop(["orders.csv": Data(more.utf8)])
        var asked = 0
        let stopped = try? installation.execute(started: Installation.started(2), chunkRows: 1) {
          asked += 1
          return asked == chance
        }
        if stopped == nil { try installation.execute(started: Installation.started(3)) }
        return try installation.report("rejects", of: "20261124T020000Z")
      }
    }
    let whole = try rejects(stoppedAt: 0)
    #expect(csvRows(whole).count == 4)
    for chance in 1...9 { #expect(try rejects(stoppedAt: chance) == whole, "at \(chance)") }
  }

  @Test func `a truncated, rejected last row is closed once it is read again`() throws {
    try Installation.lend { installation in
      let cut = Self.first + "O-3,LA"
      let first = try installation.night(1, Self.batches.merging(["orders.csv": cut]) { $1 })
      #expect(first.counts.rejected == 1)
      let second = try installation.night(2, ["orders.csv": cut + "MP,4\n"])
      #expect(second.needsHuman == [])
      #expect(second.open == RunSummary.Open())
      #expect(csvRows(try installation.report("open")).count == 1)
      #expect(try installation.report("allocations").contains("O-3,LAMP,4,B-1"))
    }
  }

  @Test func `a truncated waiting last row is replaced by its complete version`()
    throws
  {
    try Installation.lend { installation in
      let cut = Self.first + "O-3,SOFA,1"
      _ = try installation.night(1, Self.batches.merging(["orders.csv": cut]) { $1 })
      _ = try installation.night(2, ["orders.csv": cut + "2\n"])
      #expect(csvRows(try installation.report("open")).count == 2)
      let third = try installation.night(3, ["batches-2.csv": "ref,sku,qty\nB-2,SOFA,20\n"])
      #expect(third.needsHuman == [])
      #expect(third.counts == .init(rows: 2, applied: 2, unchanged: 0, deferred: 0, rejected: 0))
      #expect(try installation.report("allocations").contains("O-3,SOFA,12,B-2"))
    }
  }
}
