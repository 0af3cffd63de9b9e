import Foundation
import Glibc
import SystemTestSupport

/// The number of instructions that the program takes, which is the same on every machine under any
/// load.
enum Instructions {
  static let canBeCounted = Shell.has("valgrind") && !Sanitizer.isActive

  /// The program without debug information, which valgrind cannot read.
  private static let stripped: Result<String, any Error> = Result {
    let path = FileManager.default.temporaryDirectory.appending(path: "allot-counted-\(getpid())")
      .path
    let ended = try Running(["/usr/bin/strip", "-g", "-o", path, Program.path]).wait()
    guard ended.code == 0 else { throw NotCounted(ended: ended) }
    return path
  }

  /// Runs the program once for each of the arguments, concurrently, and counts.
  static func count(_ runs: [[String]]) throws -> [Int] {
    // This is the fastest of valgrind's counting tools.
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

/// The instructions of a program could not be counted, or it failed.
struct NotCounted: Error {
  let ended: Program.Ended
}
