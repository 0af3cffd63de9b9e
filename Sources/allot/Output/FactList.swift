/// Labelled facts, one per line, with the texts aligned in a column.
struct FactList {
  private var facts: [(label: String, text: String)] = []

  mutating func add(_ label: String, _ text: String?) {
    if let text { facts.append((label, text)) }
  }

  /// The lines, indented by spaces.
  func lines(indentedBy indent: Int) -> [String] {
    let width = (facts.map(\.label.count).max() ?? 0) + 2
    return facts.map { label, text in
      String(repeating: " ", count: indent) + label
        + String(repeating: " ", count: width - label.count) + text
    }
  }
}
