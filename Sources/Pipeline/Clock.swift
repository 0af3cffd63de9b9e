/// Time, passed in so that tests need not wait for it.
package struct Clock {
  /// The time since 1970, to compare with the times of files.
  package var wall: () -> Duration
  /// A time that never jumps, to measure durations.
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
