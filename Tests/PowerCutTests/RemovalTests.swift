import SystemTestSupport
import Testing

/// The protocol with one step removed from its trace: the model must detect the damage each time.
///
/// Only states that the complete protocol cannot cause are judged, until the expected fault occurs.
/// `ALLOT_POWERCUT_EVERY=1` recovers and counts them all.
@Suite(.enabled(if: Shell.has("strace"), "strace is not there to trace a run"))
struct RemovalTests {
  @Test(
    arguments: [
      .fullSync, .order,
      .files(in: "reports"), .files(in: "rejects"), .files(in: "failed"),
      .folder("", harm: "no folder has "),
      .folder("inbox", harm: "too much: archive/"),
      .folder("inbox/.processing", harm: "no folder has "),
      .folder("inbox/.processing/1", harm: "no folder has "),
      .files(in: "inbox/.processing", harm: "archive/"),
      .folder("archive", harm: "no folder has "),
      .folder("archive/2026-11-23", harm: "no folder has "),
      .folder("failed", harm: "no folder has "),
      .folder("rejects", harm: "missing: rejects/"),
      .folder("reports", harm: "missing: reports/"),
      .folder("reports/.allot-20261123T020000Z.part", harm: "reports/20261123T020000Z lacks "),
    ] as [Removal]
  )
  func `a power cut causes damage without one step of the protocol`(step: Removal) throws {
    let night = try TracedNight.of(.first)
    try expectHarm(without: step, in: night, knowing: TracedNight.states(of: .first))
  }

  @Test(
    .enabled(if: OwnMounts.arePermitted, "SKIPPED: this user may not mount a disk"),
    arguments: [
      .files(in: "archive"), .folder("archive/2026-11-23", harm: "no folder has "),
      .letGo(beforeSyncOf: "the copy") { $0.hasSuffix(".part") },
      .letGo(beforeSyncOf: "its folder") { $0 == "archive/2026-11-23" },
    ] as [Removal]
  )
  func `a power cut damages a copy without one step of the protocol`(step: Removal) throws {
    let night = try TracedNight.of(.copying)
    try expectHarm(without: step, in: night, knowing: TracedNight.states(of: .copying))
  }

  @Test func `a kill and then a power cut cause damage without the start barrier`() throws {
    let night = try TracedNight.of(.first)
    let commit = try #require(night.operations.importedCommits.first)
    let recovery = try night.recovery(killedBefore: commit)
    try expectHarm(without: .barrier, in: recovery, knowing: recovery.states())
  }

  @Test func `files after a night with nothing to import are in no report without one step`()
    throws
  {
    let night = try TracedNight.of(.empty)
    try expectHarm(without: .choice, in: night, knowing: night.states())
  }

  private func expectHarm(
    without step: Removal,
    in night: TracedNight,
    knowing known: Set<Int>
  ) throws {
    let left = step.take(night.operations)
    let same = zip(left, night.operations).prefix { $0 == $1 }.count
    try #require(same < night.operations.count, "there is no such step")
    var enumeration = Enumeration(
      night.watchingOracle,
      every: Enumeration.every(usually: step.isSeenAtOnce ? .max : 3),
      knowing: known,
      awaiting: step.harm
    )
    try enumeration.cut(left, on: night.disk, after: same)
    if Enumeration.isFull { print("without \(step): \(enumeration)") }
    #expect(enumeration.isMet, "\(enumeration)")
  }
}
