import Glibc
import Synchronization

/// The wish to stop, as SIGTERM, SIGINT or SIGHUP tell it.
enum Signals {
  private static let isStopping = Atomic<Bool>(false)

  /// Catches the signals: the first asks to finish the chunk, a second ends the program at once,
  /// which a run survives as it survives any death.
  static func catchStops() {
    // The first touch makes the flag, which a signal handler may not do.
    isStopping.store(false, ordering: .relaxed)
    for number in [SIGTERM, SIGINT, SIGHUP] {
      signal(number) { _ in
        if Signals.isStopping.exchange(true, ordering: .relaxed) { _exit(75) }
      }
    }
  }

  static var wantStop: Bool { isStopping.load(ordering: .relaxed) }
}
