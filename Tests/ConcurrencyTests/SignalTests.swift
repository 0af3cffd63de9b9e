import Foundation
import Glibc
import TestSupport
import Testing

/// SIGTERM, SIGINT and SIGHUP at any moment (reliability.md, B12); `ALLOT_SIGNALS` says how many
/// are sent, 500 for the whole of it.
struct SignalTests {
  private static let calls =
    "openat,read,pread64,write,pwrite64,fsync,fdatasync,renameat2,unlink,mkdir,close,fcntl"

  @Test func `a signal at whatever moment changes nothing in the end`() throws {
    try SmallNight.lendUndisturbed { expected in
      let moments = try countMoments()
      var generator = SeededGenerator(seed: 4)
      for number in 0..<rounds("ALLOT_SIGNALS", else: 9) {
        let signal = [SIGTERM, SIGINT, SIGHUP][number % 3]
        let moment = Int.random(in: 1...moments, using: &generator)
        let comment = Comment(rawValue: "signal \(signal) at moment \(moment)")
        try Root.lend { root in
          try SmallNight.drop(into: root)
          let inject = "inject=\(Self.calls):signal=\(signal):when=\(moment)"
          let code = try end(of: traced(root, ["-o", "/dev/null", "-e", inject]))
          // It dies of a signal that comes before it listens, and has done nothing then.
          #expect([0, 75, 128 + signal].contains(code), comment)
          let next = try Program.run(SmallNight.run(on: root))
          #expect(next.code == 0, comment)
          try SmallNight.expectDone(root, like: expected, comment)
        }
      }
    }
  }

  /// How many of the calls the busiest thread makes in an undisturbed night.
  private func countMoments() throws -> Int {
    var moments: Int?
    try Root.lend { root in
      try SmallNight.drop(into: root)
      let trace = root.path + ".trace"
      defer { unlink(trace) }
      #expect(try traced(root, ["-o", trace]).wait().code == 0)
      let calls = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
      let threads = Dictionary(grouping: calls) { $0.prefix { $0 != " " } }
      moments = threads.values.map(\.count).max()
    }
    return try #require(moments)
  }

  private func traced(_ root: Root, _ options: [String]) throws -> Running {
    try Running(
      ["strace", "-f", "-qq", "-e", "trace=\(Self.calls)"] + options + [Program.path]
        + SmallNight.run(on: root)
    )
  }

  private func end(of running: Running) throws -> Int32 {
    do {
      return try running.wait().code
    } catch let death as DiedBySignal {
      return death.ended.code
    }
  }
}
