package import Domain

/// The result of a command, which may be a refusal, so that tests can compare lists of results.
package enum Verdict: Equatable, Sendable {
  case applied
  case unchanged
  case calledOff
  case refused(Refusal)

  /// Runs a command; errors that are not refusals are thrown.
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
