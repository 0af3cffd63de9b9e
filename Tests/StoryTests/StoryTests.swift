import Foundation
import Pipeline
import ServiceLayer
import Testing

struct StoryTests {
  @Test func `there are stories, and each has a night`() {
    #expect(Story.all.count >= 17)
    #expect(Story.all.filter { $0.nights.isEmpty }.map(\.name) == [])
  }

  @Test(arguments: Story.all)
  func `the night's reports are the expected ones, byte for byte`(story: Story) throws {
    try Installation.lend { installation in
      for night in story.nights {
        try installation.drop(night.inbox())
        let summaries = try installation.execute(
          started: night.started,
          configuration: story.configuration
        )
        expectBalance(summaries)
        try expectReports(of: night, in: installation)
        try expectCustody(of: night, in: installation)
        #expect(try installation.viewDifferences() == [])
      }
      try expectNothingElseHandedBack(story, in: installation)
    }
  }

  @Test(arguments: Story.all)
  func `a run stopped at every chance ends with the same reports`(story: Story) throws {
    try Installation.lend { installation in
      for night in story.nights {
        try installation.drop(night.inbox())
        try executeStopping(installation, night, story.configuration)
        // A stopped run is followed by a new one, in which cancelled rows end.
        try expectReports(of: night, in: installation, withRetries: story.name != "withdrawn")
        #expect(try installation.viewDifferences() == [])
      }
      try expectNothingElseHandedBack(story, in: installation)
    }
  }

  @Test(arguments: Story.all)
  func `the same files dropped once more change no allocation`(story: Story) throws {
    try Installation.lend { installation in
      for night in story.nights {
        try installation.drop(night.inbox())
        try installation.execute(started: night.started)
      }
      let allocations = try installation.report("allocations")
      let lastDay = try #require(story.nights.last).started
      for (number, night) in story.nights.enumerated() {
        try installation.drop(night.inbox())
        expectBalance(try installation.execute(started: lastDay + (number + 1) * 60))
      }
      #expect(try installation.report("allocations") == allocations)
      #expect(try installation.viewDifferences() == [])
    }
  }

  @Test(arguments: Story.all)
  func `rebuilding the view changes no byte of the reports`(story: Story) throws {
    try Installation.lend { installation in
      for night in story.nights {
        try installation.drop(night.inbox())
        try installation.execute(started: night.started)
        try installation.store().rebuildView()
        #expect(try installation.viewDifferences() == [])
      }
      let before = try installation.report("allocations")
      let lastDay = try #require(story.nights.last).started
      try installation.execute(.report, started: lastDay + 60)
      #expect(try installation.report("allocations") == before)
    }
  }

  /// Runs a night, stopping it at its first chance, then at its second, until it is done.
  private func executeStopping(
    _ installation: Installation,
    _ night: Story.Night,
    _ configuration: String?
  ) throws {
    var chances = 1
    while true {
      var asked = 0
      do {
        try installation.execute(
          started: night.started,
          chunkRows: 1,
          configuration: configuration,
          isStopping: {
            asked += 1
            return asked == chances
          }
        )
        return
      } catch is Stopped {
        chances += 1
      }
    }
  }

  private func expectReports(
    of night: Story.Night,
    in installation: Installation,
    withRetries: Bool = true
  ) throws {
    var expected = try night.expected()
    var found = try contents(of: installation.root.appending(path: "reports/\(night.run)"))
    let summary = found.removeValue(forKey: "summary.json")
    if expected["needs.txt"] != nil { found["needs.txt"] = try summary.map(Self.needs) }
    // Only one story checks the page, so that the others do not change with each of its words.
    if expected["report.html"] == nil { found["report.html"] = nil }
    for (path, content) in try contents(of: installation.root)
    where expected[path] != nil && path.contains("/") {
      found[path] = content
    }
    if !withRetries {
      expected["files.csv"] = expected["files.csv"].map(Self.withoutRetries)
      found["files.csv"] = found["files.csv"].map(Self.withoutRetries)
    }
    let differences = differences(expected: expected, found: found)
    #expect(differences == "", "\(night.run)")
  }

  /// The sentences of a summary about what needs a human, one per line.
  private static func needs(_ summary: Data) throws -> Data {
    let value = try JSONSerialization.jsonObject(with: summary) as? [String: Any]
    let needs = value?["needs_human"] as? [String] ?? []
    return Data(needs.map { $0 + "\n" }.joined().utf8)
  }

  private static func withoutRetries(_ files: Data) -> Data {
    let lines = String(decoding: files, as: UTF8.self).split(separator: "\n")
    return Data(lines.filter { !$0.contains(",retried,") }.joined(separator: "\n").utf8)
  }

  /// Every dropped file is kept completely, in the archive or among the failed files.
  private func expectCustody(of night: Story.Night, in installation: Installation) throws {
    let archive = installation.root.appending(path: "archive/\(UTCTime.day(night.started))")
    let failed = installation.root.appending(path: "failed")
    let kept = try contents(of: archive).merging(contents(of: failed)) { first, _ in first }
    for (name, content) in try night.inbox() {
      #expect(kept[name] == content, "\(name) in \(night.run)")
    }
    #expect(try installation.filesInInbox() == [])
  }

  private func expectNothingElseHandedBack(
    _ story: Story,
    in installation: Installation
  ) throws {
    let expected = Set(try story.nights.flatMap { try $0.expected().keys }).filter {
      $0.contains("/")
    }
    let found = try contents(of: installation.root).keys.filter {
      $0.hasPrefix("rejects/") || $0.hasSuffix(".reason.txt")
    }
    #expect(Set(found) == expected)
  }
}

/// Expects that every row that was read has one outcome, for each file and for the run.
func expectBalance(_ summaries: [RunSummary]) {
  for summary in summaries {
    for file in summary.files {
      #expect(
        file.rows == file.applied + file.unchanged + file.deferred + file.rejected,
        "\(file.file)"
      )
    }
    let counts = summary.counts
    #expect(counts.rows == counts.applied + counts.unchanged + counts.deferred + counts.rejected)
    #expect(counts.rows == summary.files.map(\.rows).reduce(0, +))
  }
}
