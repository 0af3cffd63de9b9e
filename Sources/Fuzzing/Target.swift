/// The functions that a fuzzer can call with its inputs.
package enum Target: String, CaseIterable, Sendable {
  case reading, writing

  /// Throws a `Violation` if the input breaks a rule.
  package func check(_ input: [UInt8]) throws {
    switch self {
    case .reading: try checkReading(input)
    case .writing: try checkWriting(input)
    }
  }
}
