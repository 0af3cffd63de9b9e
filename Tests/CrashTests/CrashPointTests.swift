import Glibc
import Pipeline
import SystemTestSupport
import Testing

/// A process that is killed between two steps of a run, and the runs after it.
@Suite(.enabled(if: Program.isDebugBuild, "SKIPPED: a release build has no crash points"))
struct CrashPointTests {
  /// Kills at the first occurrence of every step, and at some of the later ones;
  /// `ALLOT_CRASH_EVERY=1` kills at each.
  @Test func `a run killed at any step is completed by the next one`() throws {
    for night in Night.allCases {
      try Scenario.lend(night) { scenario in
        func isCompleted(after step: Step, _ count: Int) throws -> Bool {
          try scenario.lend { root in
            guard try night.run(on: root, dyingAt: step, count) else { return false }
            try scenario.expectRecovery(of: root, after: "a death at \(step):\(count)")
            return true
          }
        }
        // Steps of both nights are tried in the second night, which has more files.
        for step in Step.allCases where night == .second || !night.passes(step) {
          #expect(try isCompleted(after: step, 1) == night.passes(step), "\(night): \(step)")
        }
        for (step, count) in night.laterPassings {
          #expect(try isCompleted(after: step, count), "\(night): \(step):\(count)")
        }
        let later = Step.allCases.flatMap { step in (2...16).map { (step, $0) } }
        for (step, count) in sample(later, every: .max) {
          _ = try isCompleted(after: step, count)
        }
      }
    }
  }

  /// Kills also the run that completes a killed one, and the next one; `ALLOT_CRASH_EVERY=1` tries
  /// all pairs of steps.
  @Test(arguments: Night.allCases)
  func `a run killed while it completes another is completed too`(night: Night) throws {
    let steps = Step.allCases.filter(night.passes)
    // The next run still has to do the steps after the first death.
    let pairs = steps.indices.flatMap { first in
      steps.indices[(first + 1)...].map {
        (steps[first], steps[$0], steps[min($0 + 1, steps.count - 1)])
      }
    }
    try Scenario.lend(night) { scenario in
      for (first, second, third) in sample(pairs, every: 30) {
        try scenario.lend { root in
          let deaths = try [first, second, third].filter { try night.run(on: root, dyingAt: $0, 1) }
          #expect(deaths.starts(with: [first, second]), "\(night)")
          try scenario.expectRecovery(of: root, after: "deaths at \(deaths)")
        }
      }
    }
  }
}

extension Night {
  /// Whether the step occurs for all of its files and reports.
  fileprivate func passes(_ step: Step) -> Bool {
    self == .second || ![.unknownFileGivenBack, .rowsTriedAgain, .oldReportHidden].contains(step)
  }

  /// Steps that occur many times in the night, and the occurrence at which it is killed.
  fileprivate var laterPassings: [(Step, Int)] {
    switch self {
    case .first: [(.chunkDone, 2), (.fileClaimed, 3), (.rowsHandedBack, 2), (.fileMoved, 4)]
    case .second: [(.chunkDone, 4), (.outcomeCommitted, 3), (.fileMoved, 2), (.fileFinished, 5)]
    }
  }

  /// Runs the night and kills it at the count-th occurrence of a step; returns whether that was
  /// reached.
  fileprivate func run(on root: Root, dyingAt step: Step, _ count: Int) throws -> Bool {
    let ended = try Program.start(
      arguments(for: root),
      environment: ["ALLOT_CRASH_AT": "\(step):\(count)"]
    ).wait(allowingSignal: SIGKILL)
    return ended.code == 128 + SIGKILL
  }
}
