import Foundation
import Pipeline

/// Output for programs: one JSON value on standard output, with the number of its schema.
enum JSONOutput {
  /// Increased when a field changes its meaning or is removed; fields may be added at any time.
  static let schema = RunSummary.schemaNumber

  static func print(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    Terminal.print(String(decoding: try encoder.encode(Document(value)), as: UTF8.self))
  }

  /// The value, with the schema beside its own keys.
  private struct Document<Value: Encodable>: Encodable {
    let value: Value

    init(_ value: Value) { self.value = value }

    private enum Keys: CodingKey { case schema }

    func encode(to encoder: any Encoder) throws {
      try value.encode(to: encoder)
      var container = encoder.container(keyedBy: Keys.self)
      try container.encode(schema, forKey: .schema)
    }
  }
}

/// An error as JSON, instead of the answer.
struct ErrorDocument: Encodable {
  struct Trouble: Encodable {
    let exit: Int32
    let message: String
    let advice: String
  }

  let error: Trouble

  init(_ message: String, advice: String? = nil, exit: Int32) {
    error = Trouble(exit: exit, message: message, advice: advice ?? "")
  }
}
