import Foundation
import SystemTestSupport
import TestSupport

/// Executed nights as plain data, so that they can be repeated.
struct History {
  var nights: [SoakNight] = []

  /// The faults of the first night that has any; nil if there are none.
  func firstFaults() throws -> (night: Int, faults: [String])? {
    try Soak.lend { soak in
      for night in nights {
        let faults = try soak.play(night)
        if !faults.isEmpty { return (night.number, faults) }
      }
      return nil
    }
  }

  /// Searches for the smallest history that still fails, by leaving out nights, then steps.
  func shrunk(attempts: Int) -> History {
    var smallest = self
    var left = attempts
    func stillFails(_ candidate: History) -> Bool {
      guard left > 0 else { return false }
      left -= 1
      return ((try? candidate.firstFaults()) ?? nil) != nil
    }
    var size = max(1, nights.count / 2)
    while size > 0 {
      var start = 0
      while start < smallest.nights.count, smallest.nights.count > 1 {
        var candidate = smallest
        candidate.nights.removeSubrange(start..<min(start + size, candidate.nights.count))
        if stillFails(candidate) { smallest = candidate } else { start += size }
      }
      size /= 2
    }
    for night in smallest.nights.indices {
      for step in smallest.nights[night].steps.indices.reversed() {
        var candidate = smallest
        candidate.nights[night].steps.remove(at: step)
        if stillFails(candidate) { smallest = candidate }
      }
    }
    return smallest
  }
}

extension Soak {
  static func lend<Result>(_ body: (inout Soak) throws -> Result) throws -> Result {
    try withTemporaryFolder { folder in
      let root = Root(folder: URL(filePath: folder + "/root"))
      var soak = Soak(root: root, aside: URL(filePath: folder + "/aside"))
      return try body(&soak)
    }
  }

  /// Gives a new root all files that the runs took, night by night, without interruptions.
  ///
  /// - Returns: The differences between its reports and the original ones.
  func replay() throws -> [String] {
    try Self.lend { fresh in
      var faults: [String] = []
      for outcome in outcomes {
        var asked = outcome.run.asked
        asked.end = nil
        asked.chunkRows = 100_000
        try fresh.feed(outcome, from: self)
        _ = try fresh.start(asked)
        guard let first = written[outcome.run.name] else { continue }
        let again = try fresh.root.reports(outcome.run.name)
        for (name, text) in first
        where again[name].map(Self.withoutUntaken) != Self.withoutUntaken(text) {
          faults.append(
            "replayed \(outcome.run.name)/\(name): expected\n\(text)found\n\(again[name] ?? "")"
          )
        }
      }
      return faults
    }
  }

  /// Copies the archived files of a run into the inbox, under their first names.
  private func feed(_ outcome: ModelOutcome, from first: Soak) throws {
    guard outcome.run.asked.files == nil else { return }
    for file in outcome.files {
      guard let place = file.destination else { continue }
      let kept = try Data(contentsOf: first.root.folder.appending(path: place))
      try root.drop(Array(kept), asBytes: Array(file.name.utf8))
    }
  }

  /// Files that were held or left alone are not in the archive.
  private static func withoutUntaken(_ report: String) -> String {
    report.split(separator: "\n").filter { !$0.contains(",,held,") && !$0.contains(",,ignored,") }
      .joined(separator: "\n")
  }
}
