import Foundation
import TestSupport
import Testing

/// The program on real disks that are too small, or other disks than the root's.
@Suite(.enabled(if: OwnMounts.arePermitted, "SKIPPED: this user may not mount a disk"))
struct DiskTests {
  private static let disks = [
    OwnDisk(folder: OwnDisk.database, size: "280k"),
    OwnDisk(folder: OwnDisk.database, size: "400k"),
    OwnDisk(folder: OwnDisk.database, size: "700k"),
    OwnDisk(folder: "archive", size: "20k"),
    OwnDisk(folder: "failed", size: "8k"),
    OwnDisk(folder: "rejects", size: "12k"),
    OwnDisk(folder: "reports", size: "48k"),
  ]

  @Test func `a disk that fills up is 74, and once it has room the run is completed`() throws {
    try Scenario.lend(.second) { scenario in
      for disk in Self.disks {
        try scenario.lend { root in
          let night = [Program.path] + scenario.night.arguments(for: root)
          let reports = try root.reports(Root.run(1))
          let ended = try disk.run(night, then: night, on: root) { middle throws in
            #expect(try middle.reports(Root.run(1)) == reports)
            #expect(try middle.names("reports/latest").count == 8)
          }
          #expect(ended.code == 74, "\(disk): \(ended)")
          #expect(ended.errors.contains(#/disk (is )?full/#), "\(disk): \(ended)")
          expectAdvice(in: ended, naming: root, after: "\(disk)")
          #expect(ended.output.hasSuffix("then 1\n"), "\(disk): \(ended)")
          try scenario.expectWhole(root, after: "\(disk)")
        }
      }
    }
  }

  @Test func `too little room for the night is told before it begins`() throws {
    try Root.lendWithOneNight { root in
      for (name, size) in [("orders-2.csv", 1 << 50), ("photos.zip", 1 << 52)] {
        // Sparse: it takes no room here, and as much as it says in the program's eyes.
        try root.drop("orderid,sku,qty\n", as: name)
        let file = try FileHandle(forWritingTo: root.folder.appending(path: "inbox/\(name)"))
        try file.truncate(atOffset: UInt64(size))
        try file.close()
      }
      let before = try root.names("inbox")
      let ended = try Program.run(
        // It would read for days.
        script: "timeout -s KILL 20 \"$@\"",
        ["run", "--root", root.path] + Root.at(2)
      )
      #expect(ended.code == 74, "\(ended)")
      #expect(ended.errors.contains("MB are free on the disk at /"), "\(ended)")
      #expect(ended.errors.contains("3221225472 MB are needed: make room"), "\(ended)")
      #expect(try root.names("inbox") == before)
      #expect(try root.names("reports") == [Root.run(1), "latest"])
    }
  }

  /// Kills at a sample of the calls that move files; `ALLOT_CRASH_EVERY=1` at each.
  @Test(
    .enabled(if: Shell.has("strace"), "SKIPPED: strace is not installed"),
    arguments: [(Night.second, "archive"), (.first, "failed")]
  )
  func `a run that is killed while it copies to another disk is completed`(
    night: Night,
    folder: String
  ) throws {
    let moving = ["openat", "write", "utimensat", "fsync", "renameat2", "unlink", "mkdir"]
    try Scenario.lend(night) { scenario in
      let disk = OwnDisk(folder: folder, size: "64m")
      var calls: [SystemCall] = []
      try scenario.lend { root in
        let night = scenario.night.arguments(for: root)
        try makeFolder(folder, in: root)
        try withTemporaryFolder { scratch in
          let log = scratch + "/log"
          _ = try disk.run(Strace.words(tracing: moving, to: log) + night, then: ["true"], on: root)
          calls = try Strace.calls(in: log, concerning: root.path).filter {
            $0.text.contains("/\(folder)/") || $0.text.contains("/.processing")
          }
        }
        try scenario.expectWhole(root, after: "a night with \(folder)/ elsewhere")
      }
      #expect(calls.contains { $0.text.contains("EXDEV") })
      var trials = Trials()
      for call in sample(calls, every: 30) {
        try scenario.lend { root in
          let night = scenario.night.arguments(for: root)
          try makeFolder(folder, in: root)
          let ended = try disk.run(
            Strace.words("\(call.name):signal=KILL:when=\(call.count)") + night,
            then: [Program.path] + night,
            on: root
          )
          trials.count(isReached: ended.code == 137, at: "\(call)")
          #expect(ended.code == 137 || ended.code == 1, "\(call): \(ended)")
          try scenario.expectWhole(root, after: "a death at \(call)")
        }
      }
      trials.expectReached()
    }
  }

  private func makeFolder(_ name: String, in root: Root) throws {
    try FileManager.default.createDirectory(
      at: root.folder.appending(path: name),
      withIntermediateDirectories: true
    )
  }
}
