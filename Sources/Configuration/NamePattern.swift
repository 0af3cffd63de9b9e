package import ServiceLayer

/// A pattern for file names: `*` matches any text, `?` any one character; case does not matter.
package struct NamePattern: Equatable, Sendable, CustomStringConvertible {
  package let description: String
  private let parts: [Character]

  package init(_ text: String) {
    description = text
    parts = Array(text.lowercased())
  }

  /// Whether the pattern matches a name, without its sender.
  package func matches(_ name: FileName) -> Bool {
    let text = Array(String(decoding: name.withoutSender.bytes, as: UTF8.self).lowercased())
    var (part, place) = (0, 0)
    var star: (part: Int, place: Int)?
    while place < text.count {
      if part < parts.count, parts[part] == "*" {
        star = (part, place)
        part += 1
      } else if part < parts.count, parts[part] == "?" || parts[part] == text[place] {
        (part, place) = (part + 1, place + 1)
      } else if let last = star {
        star = (last.part, last.place + 1)
        (part, place) = (last.part + 1, last.place + 1)
      } else {
        return false
      }
    }
    return parts[part...].allSatisfy { $0 == "*" }
  }

  /// Whether some name matches both patterns.
  package func overlaps(_ other: NamePattern) -> Bool {
    // reached[j]: some text matches both this pattern from i on and the other from j on.
    let (left, right) = (parts, other.parts)
    var below = [Bool](repeating: false, count: right.count + 1)
    for i in stride(from: left.count, through: 0, by: -1) {
      var reached = [Bool](repeating: false, count: right.count + 1)
      for j in stride(from: right.count, through: 0, by: -1) {
        if i == left.count, j == right.count {
          reached[j] = true
        } else if i < left.count, left[i] == "*" {
          reached[j] = below[j] || (j < right.count && reached[j + 1])
        } else if j < right.count, right[j] == "*" {
          reached[j] = reached[j + 1] || (i < left.count && below[j])
        } else if i < left.count, j < right.count {
          reached[j] =
            (left[i] == "?" || right[j] == "?" || left[i] == right[j]) && below[j + 1]
        }
      }
      below = reached
    }
    return below[0]
  }
}
