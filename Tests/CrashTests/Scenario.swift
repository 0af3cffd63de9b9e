import Foundation
import SystemTestSupport
import Testing

/// A night on a prepared root, and its result when nothing disturbs it.
final class Scenario {
  let night: Night
  /// The root before the night; every trial works on a copy of it.
  private let ready: Root
  /// The root on which nothing disturbs the night.
  private let calm: Root
  /// The state there after one run, after two, and so on, as far as requested.
  private var peaceful: [Aftermath] = []

  private init(_ night: Night, ready: Root, calm: Root) {
    self.night = night
    self.ready = ready
    self.calm = calm
  }

  /// Prepares a night: runs the earlier nights and drops its files.
  static func lend(_ night: Night, _ body: (Scenario) throws -> Void) throws {
    try Root.lend { ready in
      if night == .second {
        try Night.first.drop(into: ready)
        #expect(try Night.first.run(on: ready).code == 1)
      }
      try night.drop(into: ready)
      try ready.lendCopy { calm in try body(Scenario(night, ready: ready, calm: calm)) }
    }
  }

  /// Lends a copy of the root as it is before the night.
  func lend<Result>(_ body: (Root) throws -> Result) throws -> Result {
    try ready.lendCopy(body)
  }

  /// Runs the night again, as the next cron job would, and expects the state after undisturbed
  /// runs.
  func expectRecovery(
    of root: Root,
    after trouble: String,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let ended = try night.run(on: root)
    #expect(ended.code < 2, "after \(trouble): \(ended)", sourceLocation: location)
    try expectWhole(root, after: trouble, at: location)
  }

  /// Expects the state after the same number of undisturbed runs.
  func expectWhole(
    _ root: Root,
    after trouble: String,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let aftermath = try Aftermath(of: root)
    while peaceful.count < aftermath.runs - night.runsBefore {
      #expect(try night.run(on: calm).code < 2)
      peaceful.append(try Aftermath(of: calm))
    }
    let expected = try #require(peaceful.first { $0.runs == aftermath.runs })
    #expect(
      aftermath.differences(from: expected) == [],
      "after \(trouble)",
      sourceLocation: location
    )
  }
}
