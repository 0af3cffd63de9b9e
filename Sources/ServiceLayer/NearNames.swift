/// The kinds of names that rows contain.
package enum NameKind: CaseIterable, Sendable {
  case sku, batch, order
}

/// Finds the known name that was probably meant by an unknown one.
///
/// First it looks for a name that differs only in case, in separators such as spaces and dashes, or
/// in the leading zeros of a number. Then it looks for a name that differs in one letter. A name
/// that differs in one digit is not treated as a typing error: it is another name of the same
/// series. The search steps through the known names in byte order, one step for each letter that
/// may come next. That takes a few hundred index look-ups, however many names are known.
package struct NearNames {
  /// The first known name at or after a text, in byte order; nil if there is none.
  private let next: (String) throws -> String?
  private var questions = 0

  /// The most look-ups for one name.
  private static let mostQuestions = 2_000
  /// Names of at most this length are not compared letter by letter.
  private static let shortest = 3

  package init(next: @escaping (String) throws -> String?) { self.next = next }

  /// The known name that is nearest to a text, or the text itself if it is known; nil if none is
  /// near.
  package mutating func nearest(to name: String) throws -> String? {
    if try isKnown(name) { return name }
    let key = Self.folded(name)
    if !key.isEmpty, let same = try writtenOtherwise(key, from: "", at: 0) { return same }
    return try offByALetter(name)
  }

  // MARK: - Different spelling

  /// A name without case, separators and leading zeros, which people do not write consistently.
  static func folded(_ name: String) -> [Unicode.Scalar] {
    var key: [Unicode.Scalar] = []
    for scalar in name.unicodeScalars.flatMap(\.properties.lowercaseMapping.unicodeScalars)
    where !isSeparator(scalar) {
      if isDigit(scalar), key.last == "0", key.count < 2 || !isDigit(key[key.count - 2]) {
        // The last letter was a leading zero.
        key.removeLast()
      }
      key.append(scalar)
    }
    return key
  }

  /// Searches the known names that begin with a text for one that `folded` turns into the key.
  private mutating func writtenOtherwise(
    _ key: [Unicode.Scalar],
    from start: String,
    at position: Int
  ) throws -> String? {
    if position == key.count, try isKnown(start), Self.folded(start) == key { return start }
    for (scalar, step) in Self.mayFollow(start, key, position) {
      let longer = start + String(scalar)
      guard try hasNames(from: longer) else { continue }
      if let found = try writtenOtherwise(key, from: longer, at: position + step) { return found }
    }
    return nil
  }

  /// The letters that may come next in a known name, each with the number of key letters it uses
  /// up.
  private static func mayFollow(
    _ start: String,
    _ key: [Unicode.Scalar],
    _ position: Int
  ) -> [(scalar: Unicode.Scalar, step: Int)] {
    var letters: [(scalar: Unicode.Scalar, step: Int)] = separators.map { ($0, 0) }
    guard position < key.count else { return letters }
    let scalar = key[position]
    let upper = scalar.properties.uppercaseMapping.unicodeScalars
    if let upper = upper.first, upper != scalar,
      upper.properties.lowercaseMapping.unicodeScalars
        .elementsEqual([scalar])
    {
      letters.append((upper, 1))
    }
    letters.append((scalar, 1))
    if isDigit(scalar), scalar != "0", !endsInNumber(start) { letters.append(("0", 0)) }
    return letters
  }

  /// Whether a zero after a text would be inside a number, and not a leading zero.
  private static func endsInNumber(_ text: String) -> Bool {
    text.unicodeScalars.reversed().first { !isSeparator($0) && $0 != "0" }.map(isDigit) ?? false
  }

  private static let separators: [Unicode.Scalar] = [" ", "-", ".", "/", "_"]
  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool { separators.contains(scalar) }
  private static let behindDigits: Unicode.Scalar = ":"
  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { "0"..."9" ~= scalar }

  // MARK: - One different letter

  private mutating func offByALetter(_ name: String) throws -> String? {
    let scalars = Array(name.unicodeScalars)
    guard scalars.count > Self.shortest else { return nil }
    for place in 0...scalars.count {
      let start = Self.text(scalars[..<place])
      guard try place == 0 || hasNames(from: start) else { return nil }
      let rest = scalars[place...]
      if let swapped = Self.swapped(rest), try isKnown(start + swapped) { return start + swapped }
      if let letter = rest.first, !Self.isDigit(letter) {
        let shorter = start + Self.text(rest.dropFirst())
        if try isKnown(shorter) { return shorter }
      }
      if let found = try withAnotherLetter(after: start, rest) { return found }
    }
    return nil
  }

  /// A known name that has one letter more, or a different letter, after a text.
  private mutating func withAnotherLetter(
    after start: String,
    _ rest: ArraySlice<Unicode.Scalar>
  ) throws -> String? {
    // A digit may replace a letter, but not another digit, and it may not be inserted.
    let mayBeDigit = rest.first.map { !Self.isDigit($0) } ?? false
    var from = start
    while let name = try ask(from), let letter = Self.scalar(of: name, after: start) {
      var following = Self.following(letter)
      if Self.isDigit(letter), !mayBeDigit {
        following = Self.behindDigits
      } else {
        let longer = start + String(letter)
        let replaced = longer + Self.text(rest.dropFirst())
        if try isKnown(replaced) { return replaced }
        let inserted = longer + Self.text(rest)
        if !Self.isDigit(letter), try isKnown(inserted) { return inserted }
      }
      guard let following else { break }
      from = start + String(following)
    }
    return nil
  }

  /// The first two letters swapped; nil if that is not a typing error, as with two equal letters.
  private static func swapped(_ rest: ArraySlice<Unicode.Scalar>) -> String? {
    guard rest.count > 1, let first = rest.first, let second = rest.dropFirst().first,
      first != second, !isDigit(first) || !isDigit(second)
    else { return nil }
    return text([second, first] + rest.dropFirst(2))
  }

  private static func scalar(of name: String, after start: String) -> Unicode.Scalar? {
    guard name.utf8.starts(with: start.utf8) else { return nil }
    return name.unicodeScalars.dropFirst(start.unicodeScalars.count).first
  }

  private static func following(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    // Between these are the surrogates, which are not scalars.
    scalar == "\u{D7FF}" ? "\u{E000}" : Unicode.Scalar(scalar.value + 1)
  }

  private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }

  // MARK: - Known names

  private mutating func isKnown(_ name: String) throws -> Bool {
    try ask(name).map { $0.utf8.elementsEqual(name.utf8) } ?? false
  }

  private mutating func hasNames(from start: String) throws -> Bool {
    try ask(start).map { $0.utf8.starts(with: start.utf8) } ?? false
  }

  private mutating func ask(_ text: String) throws -> String? {
    questions += 1
    return questions > Self.mostQuestions ? nil : try next(text)
  }
}
