import Foundation
import GRDB
import Glibc
import SystemPackage
import SystemTestSupport
import Testing

/// Many runs at once; `ALLOT_RACES` is the number of rounds.
struct TwentyRunsTests {
  @Test(arguments: 1...rounds("ALLOT_RACES", else: 2))
  func `only one of twenty simultaneous runs does the work`(round: Int) throws {
    try SmallNight.lendUndisturbed { expected in
      try Root.lend { root in
        try SmallNight.drop(into: root)
        let all = try atOnce(20, SmallNight.run(on: root))

        let done = all.filter { $0.code == 0 }
        let away = all.filter { $0.code == 75 }
        #expect(done.count + away.count == 20, "\(all)")
        #expect(done.filter { $0.output.contains("orders.csv") }.count == 1, "\(done)")
        #expect(done.filter { $0.output.contains("no file to import") }.count == done.count - 1)
        for one in away {
          // Between taking the lock and writing the holder's name, the file is empty.
          let told = /allot: another run (\(pid \d+, since [0-9TZ]+\) )?is active\n/
          #expect(one.errors.wholeMatch(of: told) != nil, "\(one)")
          #expect(one.output == "")
        }
        let runs = try root.database().read {
          try Int.fetchOne($0, sql: "SELECT count(*) FROM runs")
        }
        #expect(runs == done.count)
        try SmallNight.expectDone(root, like: expected)
      }
    }
  }

  /// Starts a program many times, and releases all when the last one is ready.
  private func atOnce(_ count: Int, _ arguments: [String]) throws -> [Program.Ended] {
    let ready = try Trace()
    let gate = FileManager.default.temporaryDirectory.appending(path: "gate-\(UUID())").path
    try #require(mkfifo(gate, 0o600) == 0)
    defer { unlink(gate) }
    // Opening a FIFO waits for a process at its other end.
    let script = #"echo ready > "$0"; : < "$1"; shift; exec "$@""#
    let all = try (1...count).map { _ in
      try Running(["/bin/sh", "-c", script, ready.path, gate, Program.path] + arguments)
    }
    for _ in all { _ = try ready.wait(for: "ready") }
    let opened = try FileDescriptor.open(FilePath(gate), .readWrite, options: .closeOnExec)
    defer { try? opened.close() }
    return try all.map { try $0.wait() }
  }
}
