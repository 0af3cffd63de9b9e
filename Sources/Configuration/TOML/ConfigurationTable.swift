import SafeText

/// One table of a configuration: reads the values of its keys and reports their faults.
struct ConfigurationTable {
  /// The name of the file, as it is shown.
  let file: String
  let line: Int
  private let entries: [String: TOMLDocument.Node]

  /// Takes a table that may have only these keys.
  ///
  /// - Throws: `ConfigurationFault` for the first unknown key, with the key that was probably
  ///   meant.
  init(
    _ entries: [String: TOMLDocument.Node],
    at line: Int,
    of file: String,
    called name: String,
    keys: [String]
  ) throws {
    self.file = file
    self.line = line
    self.entries = entries
    let unknown = entries.filter { !keys.contains($0.key) }
      .min { ($0.value.line, $0.key) < ($1.value.line, $1.key) }
    guard let (key, node) = unknown else { return }
    let near = key.nearest(among: keys).map { ": did you mean '\($0)'?" }
    throw ConfigurationFault(
      file,
      node.line,
      "\(name) has no key '\(shown(key))'"
        + (near ?? "; there are \(keys.sorted().joined(separator: ", "))")
    )
  }

  /// A fault of the value of a key, or of the whole table.
  func fault(_ reason: String, at key: String? = nil) -> ConfigurationFault {
    ConfigurationFault(file, key.flatMap { entries[$0]?.line } ?? line, reason)
  }

  func node(_ key: String) -> TOMLDocument.Node? { entries[key] }

  func text(_ key: String, such example: String) throws -> String? {
    guard let node = entries[key] else { return nil }
    guard case .text(let text) = node.value else { throw wrongType(key, node, example) }
    return text
  }

  func integer(_ key: String, in bounds: ClosedRange<Int>) throws -> Int? {
    guard let node = entries[key] else { return nil }
    guard case .integer(let number) = node.value else {
      throw wrongType(key, node, "\(key) = \(bounds.lowerBound)")
    }
    guard bounds.contains(number) else {
      throw fault("\(key) takes \(bounds.lowerBound) to \(bounds.upperBound)", at: key)
    }
    return number
  }

  func number(_ key: String, in bounds: ClosedRange<Double>) throws -> Double? {
    guard let node = entries[key] else { return nil }
    let number: Double
    switch node.value {
    case .integer(let whole): number = Double(whole)
    case .decimal(let decimal): number = decimal
    default: throw wrongType(key, node, "\(key) = 2")
    }
    guard bounds.contains(number) else {
      throw fault("\(key) takes \(bounds.lowerBound) to \(bounds.upperBound)", at: key)
    }
    return number
  }

  func flag(_ key: String) throws -> Bool? {
    guard let node = entries[key] else { return nil }
    guard case .flag(let flag) = node.value else { throw wrongType(key, node, "\(key) = true") }
    return flag
  }

  /// A table under a key; `keys` are the keys that it may have.
  func table(_ key: String, keys: [String]) throws -> ConfigurationTable? {
    guard let node = entries[key] else { return nil }
    guard case .table(let entries) = node.value else { throw wrongType(key, node, "[\(key)]") }
    return try ConfigurationTable(
      entries,
      at: node.line,
      of: file,
      called: "[\(key)]",
      keys: keys
    )
  }

  /// A list of tables under a key; `keys` are the keys that each may have.
  func tables(_ key: String, keys: [String]) throws -> [ConfigurationTable] {
    guard let node = entries[key] else { return [] }
    guard case .list(let nodes) = node.value else { throw wrongType(key, node, "[[\(key)]]") }
    return try nodes.map { node in
      guard case .table(let entries) = node.value else { throw wrongType(key, node, "[[\(key)]]") }
      return try ConfigurationTable(
        entries,
        at: node.line,
        of: file,
        called: "[[\(key)]]",
        keys: keys
      )
    }
  }

  func wrongType(_ key: String, _ node: TOMLDocument.Node, _ example: String)
    -> ConfigurationFault
  {
    fault("\(key) is \(node.value.named): write it like \(example)", at: key)
  }
}
