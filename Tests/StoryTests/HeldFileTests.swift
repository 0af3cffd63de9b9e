import FileSystem
import Foundation
import Pipeline
import ServiceLayer
import SystemPackage
import Testing

/// What becomes of files that cannot be taken, or were taken by a run the ledger forgot.
struct HeldFileTests {
  private let batches = Data("ref,sku,qty,eta\nB1,LAMP,10,\n".utf8)
  private let started = RunName.seconds("2026-11-23T02:00:00Z") ?? 0

  @Test func `a file that is still being written is held, and the second time a human is told`()
    throws
  {
    try Installation.lend { installation in
      try installation.drop(batches, as: "batches.csv")
      let writer = try FileDescriptor.open(
        FilePath(installation.root.appending(path: "inbox/batches.csv").path),
        .writeOnly,
        options: [.append, .closeOnExec]
      )

      let first = try #require(try installation.execute(started: started).last)
      #expect(first.files.map(\.state) == ["held"])
      #expect(first.needsHuman == [])
      let second = try #require(try installation.execute(started: started + 86_400).last)
      #expect(second.files.map(\.state) == ["held"])
      #expect(second.needsHuman.count == 1)
      #expect(try installation.file("inbox/batches.csv") == batches)

      try writer.writeAll("B2,LAMP,5,\n".utf8)
      try writer.close()
      let third = try #require(try installation.execute(started: started + 2 * 86_400).last)
      #expect(third.files.map(\.state) == ["imported"])
      #expect(third.counts.applied == 2)
      #expect(third.needsHuman == [])
    }
  }

  @Test func `a file that somebody opens again after it was claimed is given back`() throws {
    try Installation.lend { installation in
      try installation.drop(batches, as: "batches.csv")
      let claimed = FilePath(
        installation.root.appending(path: "inbox/.processing/batches.csv").path
      )
      var writer: FileDescriptor?
      let first = try installation.execute(started: started) {
        if writer == nil {
          writer = try? FileDescriptor.open(claimed, .writeOnly, options: [.append, .closeOnExec])
        }
        return false
      }
      #expect(first.last?.files.map(\.state) == ["held"])
      #expect(first.last?.needsHuman == [])
      #expect(try installation.file("inbox/batches.csv") == batches)

      try writer?.close()
      let second = try #require(try installation.execute(started: started + 86_400).last)
      #expect(second.files.map(\.state) == ["imported"])
    }
  }

  @Test func `a file that was claimed for a run that the ledger forgot is imported`() throws {
    try Installation.lend { installation in
      try installation.drop(batches, as: "batches.csv")
      let inbox = installation.root.appending(path: "inbox")
      try FileManager.default.moveItem(
        at: inbox.appending(path: "batches.csv"),
        to: inbox.appending(path: ".processing/batches.csv")
      )
      let other = Data("ref,sku,qty,eta\nB2,LAMP,5,\n".utf8)
      try installation.drop(other, as: "batches.csv")

      let summary = try #require(try installation.execute(started: started).last)

      #expect(summary.files.map(\.file) == ["batches.2.csv", "batches.csv"])
      #expect(summary.counts.applied == 2)
      #expect(try installation.file("archive/2026-11-23/batches.2.csv") == batches)
      #expect(try installation.file("archive/2026-11-23/batches.csv") == other)
    }
  }
}
