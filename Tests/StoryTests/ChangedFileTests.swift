import Foundation
import Pipeline
import ServiceLayer
import SystemPackage
import Testing

/// Somebody changes a file after it was claimed: the run reads and archives the same copy.
struct ChangedFileTests {
  private let orders = Data("orderid,sku,qty\nO-1,LAMP,1\nO-2,LAMP,x\nO-3,LAMP,1\n".utf8)
  private let longer = Data(
    "orderid,sku,qty\nO-1,LAMP,1\nO-2,LAMP,x\nO-3,LAMP,1\nO-4,LAMP,1\n".utf8
  )
  private let started = UTCTime.seconds("2026-11-23T02:00:00Z") ?? 0
  /// A run checks for a stop request twice before the file, then once before each chunk.
  private enum Asked { static let beforeCopy = 2, beforeThirdRow = 5 }

  @Test func `data written to a file after it was copied changes nothing and is not lost`()
    throws
  {
    try Installation.lend { installation in
      try installation.drop(Data("ref,sku,qty,eta\nB1,LAMP,10,\n".utf8), as: "batches.csv")
      try installation.execute(started: started - 86_400)

      let summary = try changed(installation, when: Asked.beforeThirdRow)

      #expect(summary.files.map(\.state) == ["imported"])
      #expect(summary.numbers == [3, 2, 0, 0, 1])
      #expect(
        summary.files.map(\.warnings) == [
          ["it was changed after it was read: the changed file is back in the inbox"]
        ]
      )
      #expect(try installation.file("archive/2026-11-23/orders.csv") == orders)
      #expect(try installation.file("inbox/orders.csv") == longer)
      let second = try #require(try installation.execute(started: started + 86_400).last)
      #expect(second.files.map(\.state) == ["grown"])
      #expect(second.numbers == [4, 1, 3, 0, 0])
      #expect(try installation.file("archive/2026-11-24/orders.csv") == longer)
      #expect(try installation.filesInInbox() == [])
    }
  }

  @Test func `a file changed between claim and copy is read and archived as changed`()
    throws
  {
    try Installation.lend { installation in
      let summary = try changed(installation, when: Asked.beforeCopy)
      #expect(summary.files.map(\.state) == ["imported"])
      #expect(summary.numbers == [4, 0, 0, 3, 1])
      #expect(try installation.file("archive/2026-11-23/orders.csv") == longer)
      #expect(try installation.filesInInbox() == [])
    }
  }

  /// Drops orders.csv and runs; a row is appended at the nth check of the run for a stop request.
  private func changed(_ installation: Installation, when count: Int) throws -> RunSummary {
    try installation.drop(orders, as: "orders.csv")
    var asked = 0
    let summaries = try installation.execute(started: started, chunkRows: 1) {
      asked += 1
      if asked == count {
        let writing = Result {
          let claimed = try #require(try installation.claimed("orders.csv"))
          let file = try FileDescriptor.open(
            claimed,
            .writeOnly,
            options: [.append, .closeOnExec]
          )
          _ = try file.closeAfter { try file.writeAll("O-4,LAMP,1\n".utf8) }
        }
        #expect(throws: Never.self) { try writing.get() }
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
