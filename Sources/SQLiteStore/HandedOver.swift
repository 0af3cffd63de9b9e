import Dispatch
import Synchronization

/// A chunk that is being written by the other thread.
final class HandedOver: Sendable {
  private let failure = Mutex<(any Error)?>(nil)
  private let done = DispatchSemaphore(value: 0)

  /// Does the work, on the writing thread, and lets those who wait go on.
  func finish(_ work: () throws -> Void) {
    do {
      try work()
    } catch {
      failure.withLock { $0 = error }
    }
    done.signal()
  }

  /// Waits for the end, once; throws what went wrong.
  func wait() throws {
    done.wait()
    if let error = failure.withLock({ $0 }) { throw error }
  }
}
