import Foundation
import SystemTestSupport
import Testing

/// Random nights of the real program, compared with a second implementation of the rules.
///
/// A night has files of all kinds (new, repeated, renamed, edited, grown, shuffled, broken,
/// corrected) and runs that die at any system call. After each night every report, every file and
/// the ledger must match the model. At the end, only the archive must be enough to give the same
/// reports again.
///
/// `ALLOT_SOAK_NIGHTS=500 ALLOT_SOAK_SEED=7` runs long and from another seed; `ALLOT_PROGRAM` names
/// a release build, which is faster. A failure is reduced to the smallest history that still fails,
/// in `ALLOT_SOAK_TRIES` tries, 60 by default.
@Suite(.enabled(if: Shell.has("strace"), "SKIPPED: it needs strace"))
struct SoakTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let seeds: [UInt64] =
    environment["ALLOT_SOAK_SEED"].flatMap { UInt64($0) }.map { [$0] } ?? [1, 2, 3]
  private static let nights = environment["ALLOT_SOAK_NIGHTS"].flatMap { Int($0) } ?? 9
  private static let attempts = environment["ALLOT_SOAK_TRIES"].flatMap { Int($0) } ?? 60

  @Test(arguments: seeds)
  func `every night ends as the rules say, and the archive reproduces it`(
    seed: UInt64
  ) throws {
    try Soak.lend { soak in
      var random = RandomNights(seed: seed)
      var history = History()
      for _ in 0..<Self.nights {
        let night = random.next(soak.model, content: soak.content)
        history.nights.append(night)
        let faults = try soak.play(night)
        guard faults.isEmpty else {
          let smallest = history.shrunk(attempts: Self.attempts)
          Issue.record(
            """
            seed \(seed), night \(night.number): \(faults.joined(separator: "\n"))
            the smallest history that fails:
            \(smallest.nights.map(\.description).joined())
            \((try smallest.firstFaults())?.faults.joined(separator: "\n") ?? "(not again)")
            """
          )
          return
        }
      }
      let faults = try soak.replay()
      #expect(faults == [], "seed \(seed)")
      #expect(soak.suddenEnds > 0, "no run of seed \(seed) was cut short")
      #expect(soak.peaks.count > Self.nights / 2)
      if !Sanitizer.isActive { #expect(try soak.memoryGrowth() < 8 << 10, "KB, seed \(seed)") }
    }
  }
}
