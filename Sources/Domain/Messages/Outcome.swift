/// The result of a command that was not refused.
package enum Outcome: Equatable, Sendable {
  case applied
  /// Nothing had to change (rule 8); this is never an error.
  case unchanged
  /// The command orders a cancelled line: nothing changes, and this is reported (rule 8).
  case calledOff
}
