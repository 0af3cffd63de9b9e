/// The result of one check of an expected file.
package struct ExpectationResult: Equatable, Codable, Sendable {
  package enum Check: String, Codable, CaseIterable, Sendable {
    /// Whether it came.
    case missing
    /// Whether it has about as many rows as usual.
    case rows
    /// Whether it brought anything new.
    case duplicate
  }

  package enum State: String, Codable, Sendable {
    case pass, warn, human
  }

  /// The pattern of its names, as the configuration has it.
  package let file: String
  package let check: Check
  package let state: State
  /// What was found; empty if there is nothing to report.
  package let reason: String
  /// What to do about it; empty if nothing needs to be done.
  package let remedy: String

  package init(
    file: String,
    _ check: Check,
    _ state: State = .pass,
    reason: String = "",
    remedy: String = ""
  ) {
    self.file = file
    self.check = check
    self.state = state
    self.reason = reason
    self.remedy = remedy
  }

  var need: Need { Need(.expectation, reason, remedy: remedy) }
}
