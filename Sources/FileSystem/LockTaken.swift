/// Another run has the lock.
package struct LockTaken: Error, Equatable, Sendable, CustomStringConvertible {
  /// What the other run wrote of itself, safe to show; empty where it has not got to it.
  package let holder: String

  /// Makes the error from what the holder wrote, already safe to show.
  package init(holder: String) { self.holder = holder }

  package var description: String {
    holder.isEmpty ? "another run is active" : "another run (\(holder)) is active"
  }
}
