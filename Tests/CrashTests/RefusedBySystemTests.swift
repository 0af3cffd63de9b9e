import SystemTestSupport
import Testing

/// The unmodified program when system calls fail: a full disk, a quota, a failing disk.
@Suite(.enabled(if: Shell.has("strace"), "SKIPPED: strace is not installed"))
struct RefusedBySystemTests {
  struct Refusal {
    let calls: [String]
    let error: String
    /// Whether the error stays until a person fixes it.
    let lasts: Bool

    /// An unreadable input file is a different case: the file is refused, not the run.
    func concerns(_ call: SystemCall) -> Bool {
      let opensInput =
        call.text.contains(".csv\", O_RDONLY") || call.text.contains("\"/proc/self/fd/")
      return calls.contains(call.name) && !(error == "EACCES" && opensInput)
    }

    func injection(at call: SystemCall) -> String {
      // A permanent error of write() would also prevent the message.
      let lasts = lasts && call.name != "write"
      return "\(call.name):error=\(error):when=\(call.count)\(lasts ? "+" : "")"
    }
  }

  private static let writing = [
    "pwrite64", "write", "mkdir", "ftruncate", "symlink", "renameat2", "rename",
  ]

  static let refusals = [
    Refusal(calls: writing, error: "ENOSPC", lasts: true),
    Refusal(calls: writing, error: "EDQUOT", lasts: true),
    Refusal(calls: writing, error: "EROFS", lasts: true),
    Refusal(calls: writing + ["fsync", "fdatasync", "unlink"], error: "EIO", lasts: false),
    Refusal(calls: ["fsync", "fdatasync"], error: "ENOSPC", lasts: false),
    Refusal(calls: ["openat"], error: "EMFILE", lasts: true),
    Refusal(calls: ["openat"], error: "EACCES", lasts: false),
    Refusal(calls: writing + ["openat", "fsync", "fdatasync"], error: "EINTR", lasts: false),
  ]

  /// Makes a sample of the calls fail; `ALLOT_CRASH_EVERY=1` tries all of them.
  @Test func `a refused call exits 74 with path and advice, or is harmless`() throws {
    try Scenario.lend(.second) { scenario in
      let calls = try scenario.lend { root in
        try Strace.calls(
          Set(Self.refusals.flatMap(\.calls)).sorted(),
          concerning: root.path,
          of: scenario.night.arguments(for: root)
        )
      }
      let injections = Self.refusals.flatMap { refusal in
        calls.filter { refusal.concerns($0) }.map { (refusal.injection(at: $0), $0.text) }
      }
      var trials = Trials()
      for (injection, text) in sample(injections, every: 130) {
        try scenario.lend { root in
          let trial = try Strace.run(scenario.night.arguments(for: root), inject: injection)
          trials.count(trial, at: "\(injection) \(text)")
          let ended = trial.ended
          guard ended.code == 74 else {
            #expect(ended.code == 1, "\(injection) \(text): \(ended)")
            return try scenario.expectWhole(root, after: "\(injection) \(text)")
          }
          if trial.isReached {
            expectAdvice(in: ended, naming: root, after: "\(injection) \(text)")
          }
          try scenario.expectRecovery(of: root, after: "\(injection) \(text)")
        }
      }
      trials.expectReached()
    }
  }

  /// SQLite reports a failed disk, so people would look for one.
  @Test func `an exhausted quota is reported as a quota`() throws {
    let places = [("pwrite64", "allot.sqlite-wal"), ("write", "reports/"), ("mkdir", "archive/")]
    try Scenario.lend(.second) { scenario in
      let calls = try scenario.lend { root in
        try Strace.calls(
          places.map(\.0),
          concerning: root.path,
          of: scenario.night.arguments(for: root)
        )
      }
      var trials = Trials()
      for (name, place) in places {
        let call = try #require(calls.first { $0.name == name && $0.text.contains("/\(place)") })
        try scenario.lend { root in
          let trial = try Strace.run(
            scenario.night.arguments(for: root),
            inject: "\(name):error=EDQUOT:when=\(call.count)"
          )
          trials.count(trial, at: "\(call)")
          if trial.isReached {
            #expect(trial.ended.code == 74, "\(call): \(trial.ended)")
            #expect(trial.ended.errors.contains(#/[Qq]uota/#), "\(call): \(trial.ended)")
            expectAdvice(in: trial.ended, naming: root, after: "a quota at \(call)")
          }
          try scenario.expectRecovery(of: root, after: "a quota at \(call)")
        }
      }
      trials.expectReached()
    }
  }

  @Test func `the next run determines the result of an uncertain commit`() throws {
    try Scenario.lend(.second) { scenario in
      let syncs = try scenario.lend { root in
        try Strace.calls(
          ["fdatasync"],
          concerning: root.path + "/allot.sqlite-wal",
          of: scenario.night.arguments(for: root)
        )
      }
      // The last call is not a commit: it closes the database.
      var trials = Trials()
      for call in sample(syncs.dropLast(), every: 4) {
        try scenario.lend { root in
          let trial = try Strace.run(
            scenario.night.arguments(for: root),
            inject: "fdatasync:error=EIO:when=\(call.count)"
          )
          trials.count(trial, at: "\(call)")
          guard trial.isReached else {
            return try scenario.expectWhole(root, after: "a commit in peace")
          }
          let ended = trial.ended
          #expect(ended.code == 74, "\(ended)")
          #expect(ended.errors.contains("is unknown, the next run settles it"), "\(ended)")
          try scenario.expectRecovery(of: root, after: "an uncertain commit at \(call)")
        }
      }
      trials.expectReached()
    }
  }

  /// SQLite itself ignores this error for its folder.
  @Test func `a root that cannot be synced exits 74 before a file is touched`() throws {
    try Scenario.lend(.second) { scenario in
      try scenario.lend { root in
        let ended = try Strace.run(
          scenario.night.arguments(for: root),
          inject: "fsync:error=EIO:when=1+"
        ).ended
        #expect(ended.code == 74, "\(ended)")
        #expect(ended.errors.contains("cannot sync the folder '"), "\(ended)")
        #expect(try root.names("inbox/.processing") == ["orders-lost.csv"])
        try scenario.expectRecovery(of: root, after: "a root that cannot be synced")
      }
    }
  }
}

/// Expects that the program says what is wrong, where, and what to do.
func expectAdvice(
  in ended: Program.Ended,
  naming root: Root,
  after trouble: String,
  at location: SourceLocation = #_sourceLocation
) {
  // The parent folder of the root is synced too, because the root may be new.
  let above = root.folder.deletingLastPathComponent().path
  let advice = #/(free some|make room|raise the|check |see the|look for|restore a|as its owner)/#
  #expect(
    ended.errors.hasPrefix("allot: ")
      && (ended.errors.contains(root.path) || ended.errors.contains("'\(above)'"))
      && ended.errors.contains(advice),
    "after \(trouble): \(ended)",
    sourceLocation: location
  )
}
