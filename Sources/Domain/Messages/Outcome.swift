/// The result of a command that was not refused.
package enum Outcome: Equatable, Sendable {
  case applied
  /// What it asks for is so already (rule 8); this is never an error.
  case unchanged
  /// It orders a line that was cancelled: nothing changes, and a person is told (rule 8).
  case calledOff
}
