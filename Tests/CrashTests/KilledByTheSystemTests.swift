import SystemTestSupport
import Testing

/// The unmodified program, killed as it enters any call that changes the disk.
@Suite(.enabled(if: Shell.has("strace"), "SKIPPED: strace is not installed"))
struct KilledByTheSystemTests {
  private static let changing = [
    "openat", "pwrite64", "write", "fdatasync", "fsync", "ftruncate", "mkdir", "symlink",
    "renameat2", "rename", "unlink",
  ]

  /// Kills at every 60th call; `ALLOT_CRASH_EVERY=1` kills at each of some hundreds.
  @Test(arguments: Night.allCases)
  func `a run killed at any call is completed by the next one`(night: Night) throws {
    try Scenario.lend(night) { scenario in
      let calls = try scenario.lend { root in
        try Strace.calls(Self.changing, concerning: root.path, of: night.arguments(for: root))
          .filter { $0.name != "openat" || $0.text.contains("O_CREAT") }
      }
      #expect(calls.count > 100)
      var trials = Trials()
      for call in sample(calls, every: 60) {
        try scenario.lend { root in
          let trial = try Strace.run(
            night.arguments(for: root),
            inject: "\(call.name):signal=KILL:when=\(call.count)"
          )
          trials.count(trial, at: "\(call)")
          #expect(trial.ended.code == (trial.isReached ? 137 : 1), "\(call): \(trial.ended)")
          try scenario.expectRecovery(of: root, after: "a death at \(call)")
        }
      }
      trials.expectReached()
    }
  }
}
