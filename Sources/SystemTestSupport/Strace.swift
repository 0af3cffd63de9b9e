import TestSupport
import Foundation
import Glibc

/// A system call of the program, as strace prints it.
package struct SystemCall: Sendable, CustomStringConvertible {
  package let name: String
  /// The number of the call among those of its name in its thread, from 1, as strace counts.
  package let count: Int
  package let text: String

  package var description: String { "\(name) \(count)" }
}

/// The unmodified program under strace, which can kill it at a call or make the call fail.
package enum Strace {
  /// How a program ended, and whether the injection happened.
  package struct Trial {
    package let ended: Program.Ended
    /// Threads do not make the same calls in every run, so a point may not be reached.
    package let isReached: Bool
  }

  /// Runs the program; `inject` is strace's own expression, such as `fsync:error=EIO:when=3`.
  package static func run(_ arguments: [String], inject: String) throws -> Trial {
    try withTemporaryFolder { scratch in
      let log = scratch + "/log"
      let ended = try Running(words(inject, log: log) + arguments).wait(allowingSignal: SIGKILL)
      // The output of an error may also be refused if its thread has reached that number of calls;
      // then the intended error did not happen.
      let isRefused = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
        .contains { $0.contains("(INJECTED)") && !$0.contains(" write(2, ") }
      return Trial(ended: ended, isReached: isRefused || ended.code == 128 + SIGKILL)
    }
  }

  /// Runs the program without injections and returns its calls with these names that concern a
  /// folder.
  package static func calls(
    _ names: [String],
    concerning folder: String,
    of arguments: [String]
  ) throws -> [SystemCall] {
    try withTemporaryFolder { scratch in
      let log = scratch + "/log"
      _ = try Running(words(tracing: names, to: log) + arguments).wait()
      return try calls(in: log, concerning: folder)
    }
  }

  /// The words before the arguments of the program.
  package static func words(_ inject: String, log: String = "/dev/null") -> [String] {
    let name = inject.prefix { $0 != ":" }
    return words(["-o", log, "-e", "trace=\(name)", "-e", "inject=\(inject)"])
  }

  package static func words(tracing names: [String], to log: String) -> [String] {
    words(["-y", "-s", "0", "-o", log, "-e", "trace=\(names.joined(separator: ","))"])
  }

  private static func words(_ options: [String]) -> [String] {
    ["/usr/bin/strace", "-f", "-qqq"] + options + [Program.path]
  }

  /// The calls in a log that concern a folder; each number counts once, in any thread.
  package static func calls(in log: String, concerning folder: String) throws -> [SystemCall] {
    var counts: [String: Int] = [:]
    var seen: Set<String> = []
    return try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").compactMap {
      guard let (_, thread, name) = $0.firstMatch(of: #/^(\d+) +(\w+)\(/#)?.output else {
        return nil
      }
      let count = counts["\(thread) \(name)", default: 0] + 1
      counts["\(thread) \(name)"] = count
      guard $0.contains(folder), seen.insert("\(name) \(count)").inserted else { return nil }
      return SystemCall(name: String(name), count: count, text: String($0))
    }
  }
}
