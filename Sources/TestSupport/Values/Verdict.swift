package import Domain

/// What became of a command, a refusal among it, so that tests compare lists of them.
package enum Verdict: Equatable, Sendable {
  case applied
  case unchanged
  case calledOff
  case refused(Refusal)

  /// Runs a command; what is no refusal is let through.
  package init(_ command: () throws -> Outcome) throws {
    do {
      self =
        switch try command() {
        case .applied: .applied
        case .unchanged: .unchanged
        case .calledOff: .calledOff
        }
    } catch let refusal as Refusal {
      self = .refused(refusal)
    }
  }
}
