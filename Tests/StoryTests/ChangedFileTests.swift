import Foundation
import Pipeline
import ServiceLayer
import SystemPackage
import Testing

/// A file that somebody changes after it was read through: what its rows did stays.
struct ChangedFileTests {
  private let orders = Data("orderid,sku,qty\nO-1,LAMP,1\nO-2,LAMP,x\nO-3,LAMP,1\n".utf8)
  private let started = RunName.seconds("2026-11-23T02:00:00Z") ?? 0
  /// The questions whether to stop: two before the file, then one before each chunk.
  private enum Asked { static let beforeFirstRow = 3, beforeSecondRow = 4, beforeThirdRow = 5 }

  @Test func `rows that took effect before a file was changed are counted, and it is given back`()
    throws
  {
    try Installation.lend { installation in
      let summary = try changed(installation, when: Asked.beforeThirdRow)

      #expect(summary.files.map(\.state) == ["imported"])
      #expect(summary.files.map(\.sha256) == [""])
      #expect(summary.numbers == [2, 0, 0, 1, 1])
      #expect(
        summary.needsHuman == [
          "orders.csv: 1 rows rejected; they wait in rejects/ to be mended",
          "orders.csv: it was changed while it was being read: 2 rows were done, the rest was not "
            + "read; it lies in the inbox again",
        ]
      )
      #expect(
        try installation.report("files").hasSuffix("\norders.csv,orders,,imported,2,0,0,1,1\n")
      )
      #expect(try installation.file("inbox/orders.csv") == orders + Data("O-4,LAMP,1\n".utf8))
      #expect(try installation.visibleFiles().keys.allSatisfy { !$0.hasPrefix("archive/2") })
    }
  }

  @Test func `the next run reads a file that was given back from its start`() throws {
    for content in [orders + Data("O-4,LAMP,1\n".utf8), orders] {
      try Installation.lend { installation in
        try installation.drop(Data("ref,sku,qty,eta\nB1,LAMP,10,\n".utf8), as: "batches.csv")
        try installation.execute(started: started - 86_400)
        _ = try changed(installation, when: Asked.beforeThirdRow)
        try content.write(to: installation.root.appending(path: "inbox/orders.csv"))

        let second = try #require(try installation.execute(started: started + 86_400).last)

        #expect(second.files.map(\.state) == ["imported"])
        let rows = content == orders ? 3 : 4
        #expect(second.numbers == [rows, rows - 2, 1, 0, 1])
        #expect(try installation.viewDifferences() == [])
      }
    }
  }

  @Test func `a file that is changed before its first row took effect is held`() throws {
    try Installation.lend { installation in
      let summary = try changed(installation, when: Asked.beforeFirstRow)
      #expect(summary.files.map(\.state) == ["held"])
      #expect(summary.files.map(\.reason) == ["it was changed while it was being read"])
      #expect(summary.needsHuman == [])
      #expect(summary.numbers == [0, 0, 0, 0, 0])
      #expect(try installation.file("inbox/orders.csv") == orders + Data("O-4,LAMP,1\n".utf8))
    }
  }

  @Test func `a file that is broken while its rows are done stops no run`() throws {
    try Installation.lend { installation in
      let rows = (1...40_000).map { "O-\($0),LAMP,1\n" }.joined()
      try installation.drop(Data(("orderid,sku,qty\n" + rows).utf8), as: "orders.csv")
      let claimed = FilePath(
        installation.root.appending(path: "inbox/.processing/orders.csv").path
      )
      var asked = 0
      let summaries = try installation.execute(started: started, chunkRows: 5_000) {
        asked += 1
        if asked == Asked.beforeSecondRow {
          let file = try? FileDescriptor.open(claimed, .writeOnly, options: .closeOnExec)
          let quotes = String(repeating: "\"x", count: 10_000)
          _ = try? file?.closeAfter { try file?.writeAll(toAbsoluteOffset: 264_000, quotes.utf8) }
        }
        return false
      }
      let summary = try #require(summaries.last)
      #expect(summary.files.map(\.state) == ["imported"])
      #expect(summary.numbers == [5_000, 0, 0, 5_000, 0])
      #expect(summary.needsHuman.count == 1)
    }
  }

  /// Drops orders.csv and runs; somebody appends a row when the run asks for the nth time whether
  /// it is to stop.
  private func changed(_ installation: Installation, when count: Int) throws -> RunSummary {
    try installation.drop(orders, as: "orders.csv")
    let claimed = FilePath(installation.root.appending(path: "inbox/.processing/orders.csv").path)
    var asked = 0
    let summaries = try installation.execute(started: started, chunkRows: 1) {
      asked += 1
      if asked == count {
        let file = try? FileDescriptor.open(claimed, .writeOnly, options: [.append, .closeOnExec])
        _ = try? file?.closeAfter { try file?.writeAll("O-4,LAMP,1\n".utf8) }
      }
      return false
    }
    return try #require(summaries.last)
  }
}

extension RunSummary {
  /// How many rows were read, applied, unchanged, deferred and rejected.
  fileprivate var numbers: [Int] {
    [counts.rows, counts.applied, counts.unchanged, counts.deferred, counts.rejected]
  }
}
