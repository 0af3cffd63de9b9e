package import Domain

/// What became of a command, a refusal among it, so that tests compare lists of them.
package enum Verdict: Equatable, Sendable {
  case applied
  case unchanged
  case refused(Refusal)

  /// Runs a command; what is no refusal is let through.
  package init(_ command: () throws -> Outcome) throws {
    do {
      self = try command() == .applied ? .applied : .unchanged
    } catch let refusal as Refusal {
      self = .refused(refusal)
    }
  }
}
