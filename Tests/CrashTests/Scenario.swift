import Foundation
import SystemTestSupport
import Testing

/// A night on a root that lies ready, and what it comes to when nothing disturbs it.
final class Scenario {
  let night: Night
  /// The root before the night; every trial works on a copy of it.
  private let ready: Root
  /// The root on which nothing disturbs the night.
  private let calm: Root
  /// What is left there after one run, after two, and so on, as far as somebody asked.
  private var peaceful: [Aftermath] = []

  private init(_ night: Night, ready: Root, calm: Root) {
    self.night = night
    self.ready = ready
    self.calm = calm
  }

  /// Prepares a night: those before it are done, its files are dropped.
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

  /// Runs the night again, as the next cron would, and expects what undisturbed runs leave.
  func expectRecovery(
    of root: Root,
    after trouble: String,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let ended = try night.run(on: root)
    #expect(ended.code < 2, "after \(trouble): \(ended)", sourceLocation: location)
    try expectWhole(root, after: trouble, at: location)
  }

  /// Expects what as many undisturbed runs leave.
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
