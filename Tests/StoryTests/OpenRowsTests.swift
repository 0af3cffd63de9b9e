import Foundation
import Pipeline
import ServiceLayer
import Testing

/// The reports about open rows, night after night.
struct OpenRowsTests {
  private static let header = "orderid,sku,qty\n"

  /// Drops files, and executes the run of a day.
  private func night(
    _ day: Int,
    _ files: [String: String] = [:],
    in installation: Installation
  ) throws -> RunSummary {
    try installation.night(day, files)
  }

  /// The lines of open.csv, without the reasons.
  private func open(_ installation: Installation) throws -> [String] {
    csvRows(try installation.report("open")).dropFirst().map { row in
      (row[0...5] + [row[9]]).joined(separator: " ")
    }
  }

  @Test func `a rejected row is open until the line comes from elsewhere`() throws {
    try Installation.lend { installation in
      let batches = "ref,sku,qty\nB-1,LAMP,9\n"
      #expect(try night(1, ["batches.csv": batches], in: installation).needsHuman == [])
      let second = try night(
        2,
        ["orders-web.csv": Self.header + "O-1,LAMP,two\nO-2,LAMP,1\n"],
        in: installation
      )
      #expect(
        second.needsHuman == [
          "orders-web.csv: 1 row rejected: qty is not a whole number",
          "correct the rejected rows and drop them again: rejects/orders-web.20261124T020000Z.csv",
        ]
      )
      let row = "orders-web.csv 2 20261124T020000Z"
      let place = "rejected not-a-number orders-web.20261124T020000Z.csv"
      #expect(try open(installation) == ["\(row) 0 \(place)"])
      let third = try night(3, in: installation)
      #expect(third.needsHuman == [])
      #expect(third.open == RunSummary.Open(rejected: 1, deferred: 0, nights: 1))
      #expect(try open(installation) == ["\(row) 1 \(place)"])
      let elsewhere = Self.header + "O-1,LAMP,2\n"
      let fourth = try night(4, ["orders-shop.csv": elsewhere], in: installation)
      #expect(fourth.needsHuman == [])
      #expect(fourth.open == RunSummary.Open())
      #expect(try open(installation) == [])
    }
  }

  @Test func `a row of a known line stays open and is removed after 60 nights`() throws {
    try Installation.lend { installation in
      let batches = "ref,sku,qty\nB-1,LAMP,9\n"
      _ = try night(
        1,
        ["batches.csv": batches, "orders-1.csv": Self.header + "O-1,LAMP,2\n"],
        in: installation
      )
      _ = try night(2, ["orders-2.csv": Self.header + "O-1,LAMP,3\n"], in: installation)
      #expect(try night(61, in: installation).open.rejected == 1)
      #expect(try night(62, in: installation).open == RunSummary.Open())
    }
  }

  @Test(arguments: ["", " (1)", "-corrected", ".2"])
  func `a returned row is closed, whatever the name of the copy`(suffix: String) throws {
    try Installation.lend { installation in
      let orders = Self.header + "O-1,LAMP,two\nO-2,LAMP,x\n"
      _ = try night(
        1,
        ["batches.csv": "ref,sku,qty\nB-1,LAMP,9\n", "orders.csv": orders],
        in: installation
      )
      let name = "orders.20261123T020000Z"
      let corrected = String(decoding: try installation.file("rejects/\(name).csv"), as: UTF8.self)
        .replacing("two", with: "2")
      let second = try night(2, ["\(name)\(suffix).csv": corrected], in: installation)
      #expect(second.counts.applied == 1)
      // One is corrected; the other is open in its new version.
      #expect(second.open == RunSummary.Open())
      let left = try open(installation)
      #expect(left.count == 1)
      let row = "\(name)\(suffix).csv 3 20261124T020000Z 0 rejected not-a-number"
      #expect(left.first?.hasPrefix(row) == true, "\(left)")
    }
  }

  @Test func `a file dropped again or grown says where its rows wait for correction`()
    throws
  {
    try Installation.lend { installation in
      let orders = Self.header + "O-1,LAMP,two\nO-2,LAMP,1\n"
      _ = try night(
        1,
        ["batches.csv": "ref,sku,qty\nB-1,LAMP,9\n", "orders.csv": orders],
        in: installation
      )
      let rejects = "rejects/orders.20261123T020000Z.csv"
      let again = try night(2, ["again.csv": orders], in: installation)
      let dropped = try #require(again.files.first)
      #expect(
        dropped.reason
          == "the same bytes came first as orders.csv in run 20261123T020000Z; 1 row was "
          + "rejected then and waits in \(rejects) to be corrected"
      )
      #expect(again.needsHuman == ["again.csv: \(dropped.reason)"])
      let grown = try night(3, ["orders.csv": orders + "O-3,LAMP,1\n"], in: installation)
      #expect(
        grown.needsHuman == [
          "orders.csv: its first 2 rows came in run 20261123T020000Z; 1 row was rejected then "
            + "and waits in \(rejects) to be corrected"
        ]
      )
      // A file that continues a grown file has the rows of both.
      let more = orders + "O-3,LAMP,1\nO-4,LAMP,1\n"
      #expect(try night(4, ["orders.csv": more], in: installation).needsHuman.count == 1)

      let corrected = String(decoding: try installation.file(rejects), as: UTF8.self)
        .replacing("two", with: "2")
      let name = "orders.20261123T020000Z.csv"
      #expect(try night(5, [name: corrected], in: installation).needsHuman == [])
      let last = try night(6, ["again.csv": orders, "orders.csv": more], in: installation)
      #expect(last.needsHuman == [])
      #expect(last.files.map(\.state) == ["duplicate", "duplicate"])
      #expect(
        last.files.last?.reason
          == "the same bytes came first as orders.csv in run 20261123T020000Z; 1 row was "
          + "rejected then, none is open"
      )
    }
  }

  @Test func `deferred rows are reported once after two nights, and when they are given up`() throws
  {
    try Installation.lend { installation in
      let orders = Self.header + "O-1,LAMP,1\n"
      #expect(try night(1, ["orders.csv": orders], in: installation).needsHuman == [])
      #expect(try night(2, in: installation).needsHuman == [])
      #expect(
        try night(3, in: installation).needsHuman == [
          "orders.csv: 1 row still deferred after 2 nights: drop a batches file with that sku; if a name "
            + "is mistyped, cancel that line in a cancellations file and order it again; `allot "
            + "rejects` names each"
        ]
      )
      #expect(try night(4, in: installation).needsHuman == [])
      let given = try night(15, in: installation)
      #expect(
        given.needsHuman == [
          "orders.csv: 1 row rejected: what it names did not come in time",
          "correct the rejected rows and drop them again: rejects/orders.20261207T020000Z.csv",
        ]
      )
      // The original file does not close it: the row waits in rejects/, and that file is named.
      let rejects = "rejects/orders.20261207T020000Z.csv"
      let again = try night(
        16,
        ["batches.csv": "ref,sku,qty\nB-1,LAMP,9\n", "orders.csv": orders],
        in: installation
      )
      #expect(
        again.needsHuman == [
          "orders.csv: the same bytes came first as orders.csv in run 20261123T020000Z; 1 row was "
            + "rejected then and waits in \(rejects) to be corrected"
        ]
      )
      let corrected = String(decoding: try installation.file(rejects), as: UTF8.self)
      let last = try night(17, ["orders.20261207T020000Z.csv": corrected], in: installation)
      #expect(last.counts == .init(rows: 1, applied: 1))
      #expect(last.needsHuman == [] && last.open == RunSummary.Open())
      #expect(try open(installation) == [])
    }
  }

  @Test func `what rows wait for is reported by kind`() throws {
    try Installation.lend { installation in
      let files = [
        "allocations.csv": "orderid,sku,qty,batchref\nO-1,LAMP,1,B-9\n",
        "amendments.csv": "orderid,sku,qty\nO-9,LAMP,1\n",
        "batches.csv": "ref,sku,qty\nB-1,LAMP,9\n",
      ]
      let first = try night(1, files, in: installation)
      #expect(first.needsHuman == [])
      let third = try night(3, in: installation)
      #expect(
        third.needsHuman == [
          "allocations.csv, amendments.csv: 2 rows still deferred after 2 nights: drop a batches file "
            + "with that ref, or an orders file with that line; if a name is mistyped, cancel that line "
            + "in a cancellations file and order it again; `allot rejects` names each"
        ]
      )
    }
  }

  @Test func `equal refusals of many files are one sentence`() throws {
    try Installation.lend { installation in
      var files = ["batches.csv": "ref,sku,qty\nB-1,LAMP,9\n"]
      for number in 10..<60 {
        files["orders-\(number).csv"] = Self.header + "O-\(number),LAMP,x\n"
        files["stray-\(number).csv"] = "a,b\n"
      }
      let summary = try night(1, files, in: installation)
      #expect(summary.needsHuman.count == 3)
      #expect(
        summary.needsHuman.prefix(2) == [
          "50 rows in 50 files rejected: qty is not a whole number",
          "correct the rejected rows and drop them again: rejects/orders-10.20261123T020000Z.csv, "
            + "rejects/orders-11.20261123T020000Z.csv, rejects/orders-12.20261123T020000Z.csv and "
            + "47 more",
        ]
      )
      let failed = "stray-10.csv, stray-11.csv, stray-12.csv and 47 more: not imported: "
      #expect(summary.needsHuman.last?.hasPrefix(failed) == true)
    }
  }
}
