import SystemTestSupport
import Testing

/// Power cuts, simulated on a trace of the built program.
///
/// `ALLOT_POWERCUT_EVERY=1` recovers every state instead of a sample, after a kill at every commit.
@Suite(.enabled(if: Shell.has("strace"), "strace is not there to trace a run"))
struct PowerCutTests {
  @Test(arguments: Night.all)
  func `the model of a disk ends in the same state as the disk`(night: Night) throws {
    try night.lend { root in
      var disk = try night.disk(of: root)
      let traced = try night.trace(on: root)
      #expect(traced.ended.code == (night.files.isEmpty ? 0 : 1), "\(traced.ended)")
      for operation in traced.operations { disk.apply(operation) }
      let model = disk.tree(after: .everything)
      let real = try Tree(of: root.folder)
      #expect(model.entries.keys.sorted() == real.entries.keys.sorted())
      #expect(real.entries.filter { model.entries[$0.key] != $0.value }.keys.sorted() == [])
    }
  }

  @Test(arguments: Night.all)
  func `a power cut at any moment does not change the final result`(played: Night) throws {
    let night = try TracedNight.of(played)
    var enumeration = Enumeration(night.watchingOracle, every: Enumeration.every(usually: 40))
    try enumeration.cut(night.operations, on: night.disk)
    expectNoViolation(enumeration, "\(played)")
  }

  @Test(.enabled(if: OwnMounts.arePermitted, "SKIPPED: this user may not mount a disk"))
  func `a file copied to another file system exists once after any power cut`() throws {
    let night = try TracedNight.of(.copying)
    var enumeration = Enumeration(night.watchingOracle, every: 1)
    let copies = night.operations.copies
    #expect(!copies.isEmpty)
    for copy in copies {
      try enumeration.cut(
        Array(night.operations[..<copy.upperBound]),
        on: night.disk,
        after: copy.lowerBound
      )
    }
    expectNoViolation(enumeration, "\(Night.copying)")
  }

  @Test func `a kill in a commit and a power cut in the next run lose nothing`()
    throws
  {
    let night = try TracedNight.of(.first)
    var seen: Set<Int> = []
    for place in Enumeration.isFull ? night.operations.commits : night.operations.importedCommits {
      let recovery = try night.recovery(killedBefore: place)
      var enumeration = Enumeration(
        recovery.watchingOracle,
        every: Enumeration.every(usually: 150),
        knowing: seen
      )
      try enumeration.cut(recovery.operations, on: recovery.disk)
      expectNoViolation(enumeration, "killed at operation \(place)")
      seen.formUnion(enumeration.seen)
    }
  }

  /// The next run must not treat unsynced steps of the first run as done.
  @Test
  func `a kill after any step and a power cut in the next run lose nothing`()
    throws
  {
    let night = try TracedNight.of(.first)
    let places = night.operations.changesOfNames
    let chosen = places.indices.filter { Enumeration.isFull || $0.isMultiple(of: 6) }.map {
      places[$0]
    }
    #expect(chosen.count > 5)
    var seen: Set<Int> = []
    for place in chosen {
      let recovery = try night.recovery(killedBefore: place)
      var enumeration = Enumeration(
        recovery.watchingOracle,
        every: Enumeration.every(usually: 400),
        knowing: seen
      )
      try enumeration.cut(recovery.operations, on: recovery.disk)
      expectNoViolation(enumeration, "killed at operation \(place)")
      seen.formUnion(enumeration.seen)
    }
  }

  private func expectNoViolation(_ enumeration: Enumeration, _ place: String) {
    if Enumeration.isFull { print("\(place): \(enumeration)") }
    for violation in enumeration.violations.prefix(5) { Issue.record("\(place): \(violation)") }
    #expect(enumeration.violations.count == 0)
  }
}
