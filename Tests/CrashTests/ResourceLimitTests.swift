import Foundation
import Glibc
import SystemTestSupport
import Testing

/// The program within limits that cron or an administrator may set, and without permission.
struct ResourceLimitTests {
  private static let limits =
    [
      "ulimit -n 10", "ulimit -n 20", "ulimit -n 31", "ulimit -n 32", "ulimit -S -n 5",
      "ulimit -f 4", "ulimit -f 300", "ulimit -f 900",
    ] + noWriting

  /// A sanitizer writes before the program starts, and fails because of the limit.
  private static let noWriting = Sanitizer.isActive ? [] : ["ulimit -f 0"]

  @Test func `a limit exits 74 or is harmless, and without it the run is completed`() throws {
    try Scenario.lend(.second) { scenario in
      for limit in Self.limits {
        try scenario.lend { root in
          let ended = try Program.run(
            script: "(\(limit); exec \"$@\" 2>&1) | cat >&2; exit ${PIPESTATUS[0]}",
            scenario.night.arguments(for: root)
          )
          guard ended.code == 74 else {
            #expect(ended.code == 1, "\(limit): \(ended)")
            return try scenario.expectWhole(root, after: limit)
          }
          expectAdvice(in: ended, naming: root, after: limit)
          try scenario.expectRecovery(of: root, after: limit)
        }
      }
    }
  }

  private static let places = [
    ".", "inbox", "inbox/.processing", "archive", "rejects", "failed", "reports", "allot.sqlite",
    "allot.lock",
  ]

  @Test(.enabled(if: geteuid() == 0, "SKIPPED: only root can become another user"))
  func `an unwritable path exits 74, and the run is completed once it is writable`() throws {
    let nobody = "setpriv --reuid=65534 --regid=65534 --clear-groups --reset-env -- \"$@\""
    try Scenario.lend(.second) { scenario in
      for place in Self.places {
        try scenario.lend { root in
          let path = "\(root.path)/\(place)"
          let ended = try Program.run(
            script: """
              chown -R 65534 \(root.path) && chown 0 \(path) && chmod go=rX \(path) && \(nobody)
              """,
            scenario.night.arguments(for: root)
          )
          #expect(ended.code == 74, "\(place): \(ended)")
          #expect(ended.errors.contains(#/check |as its owner/#), "\(place): \(ended)")
          expectAdvice(in: ended, naming: root, after: "no permission for \(place)")
          let cured = try Program.run(
            script: "chown -R 65534 \(root.path) && \(nobody)",
            scenario.night.arguments(for: root)
          )
          #expect(cured.code == 1, "\(place): \(cured)")
          try scenario.expectWhole(root, after: "no permission for \(place)")
        }
      }
    }
  }

  private static let readers = [
    ["history"], ["rejects"], ["view", "verify"], ["view", "show", "O-1"],
  ]

  /// If nobody may write, SQLite cannot create the index that it needs to read a database.
  @Test(.enabled(if: OwnMounts.arePermitted, "SKIPPED: this user may not mount a disk"))
  func `a reader on a read-only disk gets an answer or the reason why not`() throws {
    try Scenario.lend(.second) { scenario in
      try scenario.lend { root in
        let before = try root.everything()
        let copy = root.path + ".copy"
        defer { unlink(copy) }
        let commands = (Self.readers + [["backup", copy]]).map { $0 + ["--root", root.path] }
        let answers = try commands.map { try onReadOnlyDisk(root, $0) }
        #expect(try root.everything() == before)
        unlink(copy)
        for (command, ended) in zip(commands, answers) {
          guard ended.code == 74 else {
            #expect(try ended == Program.run(command), "\(command)")
            continue
          }
          #expect(ended.output == "", "\(command)")
          #expect(ended.errors.contains("read-only"), "\(command): \(ended)")
          expectAdvice(in: ended, naming: root, after: "a read-only disk")
        }
      }
    }
  }

  private func onReadOnlyDisk(_ root: Root, _ arguments: [String]) throws -> Program.Ended {
    try Running(
      OwnMounts.unshare + [
        "/bin/sh", "-c",
        "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\" && exec \"$@\"",
        root.path, Program.path,
      ] + arguments
    ).wait()
  }

  @Test(.enabled(if: OwnMounts.arePermitted, "SKIPPED: this user may not mount a disk"))
  func `a root on a read-only disk exits 74, and nothing is changed`() throws {
    try Scenario.lend(.second) { scenario in
      try scenario.lend { root in
        let before = try root.everything()
        let ended = try onReadOnlyDisk(root, scenario.night.arguments(for: root))
        #expect(ended.code == 74, "\(ended)")
        #expect(ended.errors.contains("read-only"), "\(ended)")
        expectAdvice(in: ended, naming: root, after: "a read-only disk")
        #expect(try root.everything() == before)
        try scenario.expectRecovery(of: root, after: "a read-only disk")
      }
    }
  }
}
