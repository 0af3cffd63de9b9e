import ServiceLayer

/// Lists, tables, percentages, and words from a fixed set.
extension ConfigurationTable {
  /// A word that must be a case of a type.
  func word<Word>(_ key: String, _ type: Word.Type) throws -> Word?
  where Word: RawRepresentable<String> & CaseIterable {
    let words = Word.allCases.map(\.rawValue)
    guard let text = try text(key, such: "\(key) = \"\(words.first ?? "")\"") else { return nil }
    guard let word = Word(rawValue: text) else { throw unknown(text, among: words, at: key) }
    return word
  }

  /// The fault of a word that is not in a list.
  func unknown(_ word: String, among words: [String], at key: String) -> ConfigurationFault {
    let near = word.nearest(among: words).map { "did you mean \"\($0)\"?" }
    return fault(
      "\(key) cannot be '\(shown(word))': "
        + (near ?? "it takes \(words.map { "\"\($0)\"" }.joined(separator: ", "))"),
      at: key
    )
  }

  /// A list of texts; with `mayBeOne`, a single text counts as a list of one.
  func texts(_ key: String, mayBeOne: Bool) throws -> [String]? {
    guard let node = node(key) else { return nil }
    if mayBeOne, case .text(let text) = node.value { return [text] }
    guard case .list(let nodes) = node.value else { throw wrongType(key, node, #"["a", "b"]"#) }
    return try nodes.map { node in
      guard case .text(let text) = node.value else { throw wrongType(key, node, #"["a", "b"]"#) }
      return text
    }
  }

  /// A table with any keys, each of which has a list of texts.
  func lists(_ key: String) throws -> [String: [String]] {
    guard let node = node(key) else { return [:] }
    guard case .table(let entries) = node.value else {
      throw wrongType(key, node, #"{ Status = ["cancelled"] }"#)
    }
    let keys = Array(entries.keys)
    guard let table = try table(key, keys: keys) else { return [:] }
    return try Dictionary(
      uniqueKeysWithValues: keys.map { ($0, try table.texts($0, mayBeOne: true) ?? []) }
    )
  }

  /// A percentage such as `"30 %"`.
  func percent(_ key: String) throws -> Int? {
    guard let text = try text(key, such: "\(key) = \"30 %\"") else { return nil }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text.dropFirst(digits.count).drop { $0 == " " }
    guard rest == "%", let share = Int(digits), (0...100).contains(share) else {
      throw fault("'\(shown(text))' is not a percentage: write \(key) = \"30 %\"", at: key)
    }
    return share
  }

  /// A time zone by name, such as `Europe/Berlin`; UTC if none is named.
  func localTime(_ key: String) throws -> LocalTime {
    let example = "timezone = \"Europe/Berlin\""
    guard let name = try text(key, such: example) else { return .utc }
    guard let time = LocalTime(name) else {
      let near = name.nearest(among: LocalTime.names).map { "did you mean \"\($0)\"?" }
      throw fault(
        "no time zone is called '\(shown(name))': " + (near ?? "write it like \(example)"),
        at: key
      )
    }
    return time
  }
}
