import Foundation
import Glibc
import SystemTestSupport

/// How many instructions the program takes: the same on every machine, however busy it is.
enum Instructions {
  static let canBeCounted = Shell.has("valgrind") && !Sanitizer.isActive

  /// The program without what debuggers read, which valgrind cannot read.
  private static let stripped: Result<String, any Error> = Result {
    let path = FileManager.default.temporaryDirectory.appending(path: "allot-counted-\(getpid())")
      .path
    let ended = try Running(["/usr/bin/strip", "-g", "-o", path, Program.path]).wait()
    guard ended.code == 0 else { throw NotCounted(ended: ended) }
    return path
  }

  /// Runs the program to its end once for each of the arguments, side by side, and counts.
  static func count(_ runs: [[String]]) throws -> [Int] {
    // Of valgrind's tools that count this one is the quickest.
    let words = [
      "valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null",
      try stripped.get(),
    ]
    let started = try runs.map { try Running(words + $0) }
    return try started.map { try count($0.wait()) }
  }

  private static func count(_ ended: Program.Ended) throws -> Int {
    // `==1== I   refs:      1,341,018,203`
    let line = ended.errors.split(separator: "\n").last { $0.contains(" refs:") }
    let digits = line?.split(separator: " ").last?.filter { $0 != "," }
    guard ended.code == 0, let count = digits.flatMap({ Int($0) }) else {
      throw NotCounted(ended: ended)
    }
    return count
  }
}

/// A program could not be counted, or did not end.
struct NotCounted: Error {
  let ended: Program.Ended
}
