/// What a fuzzer may put its inputs to.
package enum Target: String, CaseIterable, Sendable {
  case reading, writing

  /// Throws a `Violation` where the input breaks a rule.
  package func check(_ input: [UInt8]) throws {
    switch self {
    case .reading: try checkReading(input)
    case .writing: try checkWriting(input)
    }
  }
}
