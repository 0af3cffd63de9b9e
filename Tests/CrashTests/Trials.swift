import SystemTestSupport
import Testing

/// How many of the planned faults were reached.
///
/// A call that one run makes on a thread the next may make on another, so that a point is not
/// reached now and then. That proves nothing, and is no fault as long as it is rare.
struct Trials {
  private var reached = 0
  private var missed: [String] = []

  mutating func count(_ trial: Strace.Trial, at point: String) {
    count(isReached: trial.isReached, at: point)
  }

  mutating func count(isReached: Bool, at point: String) {
    if isReached { reached += 1 } else { missed.append(point) }
  }

  /// Expects that at least nine of ten came to pass; one may always be missed.
  func expectReached(at location: SourceLocation = #_sourceLocation) {
    #expect(
      reached > 0 && missed.count <= max(1, (reached + missed.count) / 10),
      "\(reached) came to pass, and not \(missed)",
      sourceLocation: location
    )
  }
}
