/// What became of a command that was not refused.
package enum Outcome: Equatable, Sendable {
  case applied
  /// It asked for what already holds (rule 8); this is never an error.
  case unchanged
}
