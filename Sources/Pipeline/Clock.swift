/// Time, passed in so that tests need not wait for it.
package struct Clock {
  /// Time since 1970, to compare with the times of files.
  package var wall: () -> Duration
  /// Time that never jumps, to measure with.
  package var monotonic: () -> Duration
  package var sleep: (Duration) -> Void

  package init(
    wall: @escaping () -> Duration,
    monotonic: @escaping () -> Duration,
    sleep: @escaping (Duration) -> Void
  ) {
    self.wall = wall
    self.monotonic = monotonic
    self.sleep = sleep
  }
}
