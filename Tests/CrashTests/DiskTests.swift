import Foundation
import SystemTestSupport
import TestSupport
import Testing

/// The program on real disks that are too small or that differ from the root's disk.
@Suite(.enabled(if: OwnMounts.arePermitted, "SKIPPED: this user may not mount a disk"))
struct DiskTests {
  private static let disks = [
    OwnDisk(folder: OwnDisk.database, size: "400k"),
    OwnDisk(folder: OwnDisk.database, size: "500k"),
    OwnDisk(folder: OwnDisk.database, size: "800k"),
    OwnDisk(folder: "archive", size: "20k"),
    OwnDisk(folder: "failed", size: "8k"),
    OwnDisk(folder: "rejects", size: "12k"),
    OwnDisk(folder: "reports", size: "96k"),
  ]

  @Test func `a full disk exits 74, and the run is completed once there is room`() throws {
    try Scenario.lend(.second) { scenario in
      for disk in Self.disks {
        try scenario.lend { root in
          let night = [Program.path] + scenario.night.arguments(for: root)
          let reports = try root.reports(Root.run(1))
          let names = try root.names("reports/\(Root.run(1))")
          let ended = try disk.run(night, then: night, on: root) { middle throws in
            #expect(try middle.reports(Root.run(1)) == reports)
            #expect(try middle.names("reports/latest") == names)
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

  @Test func `too little space for a named file is reported before the run begins`() throws {
    try Root.lendWithOneNight { root in
      let path = root.path + "/orders-2.csv"
      for (size, needed) in [(UInt64(1 << 50), "4294967296"), (1 << 63 - 1, "17592186044416")] {
        try Data().write(to: URL(filePath: path))
        // The file is sparse: it takes no space here, but has its full size for the program.
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.truncate(atOffset: size)
        try file.close()
        let ended = try Program.run(["import", path, "--root", root.path] + Root.at(2))
        #expect(ended.code == 74, "\(ended)")
        #expect(ended.errors.contains("MB are free on the disk at /"), "\(ended)")
        #expect(ended.errors.contains("\(needed) MB are needed: make room"), "\(ended)")
      }
      #expect(try root.names("inbox") == [".processing"])
      #expect(try root.names("reports") == [Root.run(1), "latest"])
    }
  }

  /// Kills at a sample of the calls that move files; `ALLOT_CRASH_EVERY=1` at each.
  @Test(
    .enabled(if: Shell.has("strace"), "SKIPPED: strace is not installed"),
    arguments: [(Night.second, "archive"), (.first, "failed")]
  )
  func `a run killed while it copies to another disk is completed`(
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
