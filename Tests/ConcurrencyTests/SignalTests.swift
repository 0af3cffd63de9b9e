import Glibc
import SystemTestSupport
import TestSupport
import Testing

/// SIGTERM, SIGINT and SIGHUP at any moment; `ALLOT_SIGNALS` is the number of signals, 500 for a
/// long run.
@Suite(.enabled(if: Shell.has("strace"), "SKIPPED: strace is not installed"))
struct SignalTests {
  private static let names = [
    "openat", "read", "pread64", "write", "pwrite64", "fsync", "fdatasync", "renameat2", "unlink",
    "mkdir", "close", "fcntl",
  ]

  @Test func `a signal at any moment does not change the final result`() throws {
    try SmallNight.lendUndisturbed { expected in
      let moments = try calls()
      var generator = SeededGenerator(seed: 4)
      let all = rounds("ALLOT_SIGNALS", else: 9)
      var stopped = 0
      for number in 0..<all {
        let signal = [SIGTERM, SIGINT, SIGHUP][number % 3]
        let moment = try #require(moments.randomElement(using: &generator))
        try Root.lend { root in
          try SmallNight.drop(into: root)
          let ended = try end(
            Strace.words("\(moment.name):signal=\(signal):when=\(moment.count)")
              + SmallNight.run(on: root)
          )
          // A signal before the program catches signals kills it before it has done anything. A
          // signal after the last chunk stops nothing.
          #expect([0, 75, 128 + signal].contains(ended.code), "signal \(signal) at \(moment)")
          if ended.code == 75, ended.errors.hasPrefix("allot: stopped") { stopped += 1 }
          let next = try Program.run(SmallNight.run(on: root))
          #expect(next.code == 0, "signal \(signal) at \(moment)")
          try SmallNight.expectDone(root, like: expected, "signal \(signal) at \(moment)")
        }
      }
      #expect(stopped * 3 >= all, "only \(stopped) of \(all) signals stopped a run")
    }
  }

  /// The calls that an undisturbed night makes on its root.
  private func calls() throws -> [SystemCall] {
    var calls: [SystemCall] = []
    try Root.lend { root in
      try SmallNight.drop(into: root)
      calls = try Strace.calls(
        Self.names,
        concerning: root.path,
        of: SmallNight.run(on: root)
      )
    }
    return calls
  }

  private func end(_ words: [String]) throws -> Program.Ended {
    do {
      return try Running(words).wait()
    } catch let death as DiedBySignal {
      return death.ended
    }
  }
}
