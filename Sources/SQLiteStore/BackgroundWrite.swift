import Dispatch
import Synchronization

/// A chunk that the other thread is writing.
final class BackgroundWrite: Sendable {
  private let failure = Mutex<(any Error)?>(nil)
  private let done = DispatchSemaphore(value: 0)

  /// Does the work, on the writing thread, then wakes the waiting thread.
  func finish(_ work: () throws -> Void) {
    do {
      try work()
    } catch {
      failure.withLock { $0 = error }
    }
    done.signal()
  }

  /// Waits for the end, and throws the error of the work; may be called only once.
  func wait() throws {
    done.wait()
    if let error = failure.withLock({ $0 }) { throw error }
  }
}
