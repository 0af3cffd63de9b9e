import FileSystem
import Foundation
import Glibc
import Pipeline
import ServiceLayer
import SystemPackage
import Testing

/// The results of files that cannot be taken, or were taken by a run that the ledger lost.
struct HeldFileTests {
  private let batches = Data("ref,sku,qty,eta\nB1,LAMP,10,\n".utf8)
  private let started = UTCTime.seconds("2026-11-23T02:00:00Z") ?? 0

  @Test func `a file still being written is held, and the second time needs a human`()
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

  /// Samba takes such leases for its clients; opening the file would wait for them.
  @Test func `a file with a lease of another program is held, and the others are imported`()
    throws
  {
    try Installation.lend { installation in
      try installation.drop(batches, as: "batches-leased.csv")
      try installation.drop(Data("ref,sku,qty\nB2,LAMP,5\n".utf8), as: "batches.csv")
      let holder = try FileDescriptor.open(
        FilePath(installation.root.appending(path: "inbox/batches-leased.csv").path),
        .readWrite,
        options: .closeOnExec
      )
      try Self.takeWriteLease(holder)

      let first = try #require(try installation.execute(started: started).last)
      let reason =
        "'batches-leased.csv' is in use by another program, which has a lease on it"
      #expect(first.files.map(\.state) == ["imported", "held"])
      #expect(first.files.map(\.reason) == ["", reason])
      #expect(first.needsHuman == [])

      try holder.close()
      let second = try #require(try installation.execute(started: started + 86_400).last)
      #expect(second.files.map(\.state) == ["imported"])
    }
  }

  private static func takeWriteLease(_ descriptor: FileDescriptor) throws {
    let (setSignal, setLease) = (Int32(10), Int32(1024))
    // By default the request to give it back would end this process.
    try #require(fcntl(descriptor.rawValue, setSignal, SIGURG) == 0)
    try #require(fcntl(descriptor.rawValue, setLease, Int32(F_WRLCK)) == 0)
  }

  @Test func `a file larger than the disk is held at once, and the others are imported`()
    throws
  {
    try Installation.lend { installation in
      try installation.drop(batches, as: "batches.csv")
      // The files are sparse: they take no space here, but have their full size for the program.
      for (name, size) in [
        ("orders-2.csv", Int64.max), ("orders-3.csv", .max - 1), ("orders-4.csv", 1 << 50),
        ("photos.zip", .max), ("~orders.csv", .max),
      ] {
        try installation.drop(Data("orderid,sku,qty\n".utf8), as: name)
        let path = installation.root.appending(path: "inbox/\(name)").path
        try #require(truncate(path, Int(size)) == 0)
      }

      let summary = try #require(try installation.execute(started: started).last)

      #expect(summary.files.map(\.state) == ["imported", "held", "held", "held", "ignored"])
      #expect(summary.needsHuman.count == 3)
      let needed =
        "orders-4.csv: held: it has 1073741824 MB and takes up to 4294967296 MB on the disk"
      #expect(summary.needsHuman.last?.hasPrefix(needed) == true, "\(summary.needsHuman)")
      #expect(try installation.report("stock").contains("B1,LAMP,,10,0,10"))
    }
  }

  @Test func `a file that a run takes leaves less space for later files`() throws {
    try Installation.lend { installation in
      let free = try installation.folders.root.freeSpace()
      var budget = try DiskBudget(installation.folders)
      #expect(try budget.take(free / 6) == nil)
      #expect(try budget.take(free / 6) != nil)
      #expect(try budget.take(1 << 20) == nil)
    }
  }

  @Test func `a file opened again after it was claimed is given back`() throws {
    try Installation.lend { installation in
      try installation.drop(batches, as: "batches.csv")
      var writer: FileDescriptor?
      let first = try installation.execute(started: started) {
        if writer == nil, let claimed = try? installation.claimed("batches.csv") {
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

  @Test func `a file claimed for a run that the ledger lost is imported`() throws {
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

      #expect(summary.files.map(\.file) == ["batches.csv", "batches.2.csv"])
      #expect(summary.counts.applied == 2)
      #expect(try installation.file("archive/2026-11-23/batches.2.csv") == batches)
      #expect(try installation.file("archive/2026-11-23/batches.csv") == other)
    }
  }
}
