/// A rule that must hold for any bytes, and what broke it.
package struct Violation: Error, Equatable, CustomStringConvertible {
  package let description: String

  init(_ rule: String, _ evidence: String) { description = "\(rule): \(evidence)" }
}

/// Throws a `Violation` if the rule does not hold; the evidence is computed only then.
func require(
  _ holds: Bool,
  _ rule: String,
  _ evidence: @autoclosure () -> String = ""
) throws(Violation) {
  if !holds { throw Violation(rule, evidence()) }
}
