/// A rule that must hold of any bytes, and what broke it.
package struct Violation: Error, Equatable, CustomStringConvertible {
  package let description: String

  init(_ rule: String, _ evidence: String) { description = "\(rule): \(evidence)" }
}

/// Throws a `Violation` where the rule does not hold; the evidence is asked for only then.
func require(
  _ holds: Bool,
  _ rule: String,
  _ evidence: @autoclosure () -> String = ""
) throws(Violation) {
  if !holds { throw Violation(rule, evidence()) }
}
