/// An entry of the inbox that a run does not take.
package struct LeftAlone: Equatable, Codable, Sendable {
  /// The name, safe to show.
  package let name: String
  package let reason: String
  /// Whether it may have been meant for allot.
  ///
  /// Then it has a row in `files.csv`, and needs a human from its second night on.
  package let isStray: Bool
  package var needsHuman = false

  package init(_ name: String, _ reason: String, isStray: Bool = false) {
    self.name = name
    self.reason = reason
    self.isStray = isStray
  }

  package var told: String { "\(name): \(reason)" }
}
