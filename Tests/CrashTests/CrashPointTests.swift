import Glibc
import Pipeline
import TestSupport
import Testing

/// A process that is killed between two steps of a run, and the runs after it.
@Suite(.enabled(if: Program.isDebugBuild, "SKIPPED: a release build has no crash points"))
struct CrashPointTests {
  /// Kills at the first passing of every step, and at a sample of the later ones;
  /// `ALLOT_CRASH_EVERY=1` kills at each.
  @Test func `a run that is killed at any step is completed by the next`() throws {
    var passed: Set<Step> = []
    for night in Night.allCases {
      try Scenario.lend(night) { scenario in
        func isCompleted(after step: Step, _ count: Int) throws -> Bool {
          try scenario.lend { root in
            guard try night.run(on: root, dyingAt: step, count) else { return false }
            try scenario.expectRecovery(of: root, after: "a death at \(step):\(count)")
            return true
          }
        }
        for step in Step.allCases where !passed.contains(step) {
          if try isCompleted(after: step, 1) { passed.insert(step) }
        }
        let later = Step.allCases.flatMap { step in (1...16).map { (step, $0) } }
        for (step, count) in sample(later, every: 130) { _ = try isCompleted(after: step, count) }
      }
    }
    #expect(Set(Step.allCases).subtracting(passed) == [], "steps that no night passes")
  }

  /// Kills the run that completes a killed one as well, and the one after that;
  /// `ALLOT_CRASH_EVERY=1` goes through all pairs of steps.
  @Test(arguments: Night.allCases)
  func `a run that is killed while it completes another is completed too`(night: Night) throws {
    let pairs = Step.allCases.flatMap { first in Step.allCases.map { (first, $0) } }
    try Scenario.lend(night) { scenario in
      for (number, (first, second)) in sample(Array(pairs.enumerated()), every: 80) {
        let deaths = [first, second, Step.allCases[number % 7 + number % 11]]
        try scenario.lend { root in
          for step in deaths { _ = try night.run(on: root, dyingAt: step, 1) }
          try scenario.expectRecovery(of: root, after: "deaths at \(deaths)")
        }
      }
    }
  }
}

extension Night {
  /// Runs the night with a death at the count-th passing of a step; tells whether it came to that.
  fileprivate func run(on root: Root, dyingAt step: Step, _ count: Int) throws -> Bool {
    let ended = try Program.start(
      arguments(for: root),
      environment: ["ALLOT_CRASH_AT": "\(step):\(count)"]
    ).wait(allowingSignal: SIGKILL)
    return ended.code == 128 + SIGKILL
  }
}
