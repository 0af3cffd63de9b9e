/// Something that a person must look at, and what to do about it.
package struct Need: Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    /// Rows that the run rejected.
    case rejected
    /// Files that were not imported.
    case failed
    /// Rows that have been deferred for many nights.
    case deferred
    /// Rows that ask for order lines that were cancelled.
    case calledOff
    /// A file that is held in the inbox.
    case held
    /// An expected file that did not come, or not as usual.
    case expectation
    /// Order lines or batches over a limit of the configuration.
    case overdue
    case other
  }

  package let kind: Kind
  let what: String
  /// Empty if `what` says it.
  let remedy: String

  init(_ kind: Kind, _ what: String, remedy: String = "") {
    self.kind = kind
    self.what = what
    self.remedy = remedy
  }

  /// Both as one sentence.
  package var sentence: String { remedy.isEmpty ? what : "\(what); \(remedy)" }
}

/// In a summary, a need is its sentence.
extension Need: Codable {
  package init(from decoder: any Decoder) throws {
    self.init(.other, try decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(sentence)
  }
}
