import Dispatch
import Synchronization

/// Does the work for each element, on one thread per core.
///
/// If some of it fails, the rest is still done, and then the error of the first element is thrown.
func concurrently<Element: Sendable>(
  _ elements: [Element],
  _ work: @Sendable (Element) throws -> Void
) throws {
  let failures = Mutex<[Int: any Error]>([:])
  DispatchQueue.concurrentPerform(iterations: elements.count) { index in
    do {
      try work(elements[index])
    } catch {
      failures.withLock { $0[index] = error }
    }
  }
  if let first = failures.withLock({ $0.min { $0.key < $1.key } }) { throw first.value }
}
