import Glibc
import Synchronization

/// The stop request made by SIGTERM, SIGINT or SIGHUP.
enum Signals {
  private static let isStopping = Atomic<Bool>(false)

  /// Catches the signals.
  ///
  /// The first one requests a stop after the current chunk. A second one ends the program at once,
  /// which is safe: the next run goes on as after a crash.
  static func catchStops() {
    // The first access creates the flag, which a signal handler must not do.
    isStopping.store(false, ordering: .relaxed)
    for number in [SIGTERM, SIGINT, SIGHUP] {
      signal(number) { _ in
        if Signals.isStopping.exchange(true, ordering: .relaxed) { _exit(75) }
      }
    }
  }

  static var wantStop: Bool { isStopping.load(ordering: .relaxed) }
}
