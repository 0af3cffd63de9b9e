#if DEBUG
import Foundation
import Glibc
import Pipeline

/// The step of a run at which `ALLOT_CRASH_AT=step:count` has the process killed, for tests.
///
/// A release build knows nothing of it.
enum CrashPoint {
  /// Kills the process when a step is passed for the count-th time.
  static func fromEnvironment() throws -> (Step) -> Void {
    guard let given = ProcessInfo.processInfo.environment["ALLOT_CRASH_AT"] else { return { _ in } }
    let parts = given.split(separator: ":")
    guard parts.count == 2, let wanted = Step(rawValue: String(parts[0])),
      var left = Int(parts[1])
    else { throw Misconfiguration("ALLOT_CRASH_AT: '\(given)' is no step:count") }
    return { step in
      guard step == wanted else { return }
      left -= 1
      if left == 0 { kill(getpid(), SIGKILL) }
    }
  }
}
#endif
