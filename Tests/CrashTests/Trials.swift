import SystemTestSupport
import Testing

/// How many of the planned faults were reached.
///
/// Runs may make the same call on different threads, so a point is sometimes not reached. That
/// proves nothing, and is not a failure if it is rare.
struct Trials {
  private var reached = 0
  private var missed: [String] = []

  mutating func count(_ trial: Strace.Trial, at point: String) {
    count(isReached: trial.isReached, at: point)
  }

  mutating func count(isReached: Bool, at point: String) {
    if isReached { reached += 1 } else { missed.append(point) }
  }

  /// Expects that at least nine of ten were reached; one may always be missed.
  func expectReached(at location: SourceLocation = #_sourceLocation) {
    #expect(
      reached > 0 && missed.count <= max(1, (reached + missed.count) / 10),
      "\(reached) came to pass, and not \(missed)",
      sourceLocation: location
    )
  }
}
