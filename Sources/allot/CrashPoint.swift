#if DEBUG
import Foundation
import Glibc
import Pipeline

/// Kills the process at a step of a run, as `ALLOT_CRASH_AT=step:count` says; for tests.
///
/// It is not part of a release build.
enum CrashPoint {
  /// Returns a closure that kills the process when the step is reached for the count-th time.
  static func fromEnvironment() throws -> (Step) -> Void {
    guard let given = ProcessInfo.processInfo.environment["ALLOT_CRASH_AT"] else { return { _ in } }
    let parts = given.split(separator: ":")
    guard parts.count == 2, let wanted = Step(rawValue: String(parts[0])),
      var left = Int(parts[1])
    else { throw Misconfiguration("ALLOT_CRASH_AT: '\(given)' is not step:count") }
    return { step in
      guard step == wanted else { return }
      left -= 1
      if left == 0 { kill(getpid(), SIGKILL) }
    }
  }
}
#endif
