import TOMLKit

/// A TOML text as values with their lines; no other type uses the TOML library.
struct TOMLDocument {
  struct Node: Equatable {
    let value: Value
    let line: Int
  }

  indirect enum Value: Equatable {
    case text(String)
    case integer(Int)
    case decimal(Double)
    case flag(Bool)
    /// A date, a time, or both.
    case moment(String)
    case list([Node])
    case table([String: Node])

    /// The words for such a value in messages.
    var named: String {
      switch self {
      case .text: "a text"
      case .integer: "a whole number"
      case .decimal: "a number with a fraction"
      case .flag: "true or false"
      case .moment: "a date or time without quotes"
      case .list: "a list"
      case .table: "a table"
      }
    }
  }

  let root: [String: Node]

  /// Reads a text.
  ///
  /// - Throws: `ConfigurationFault` if it is not valid TOML.
  init(_ text: String, named file: String) throws {
    let bytes = Array(text.utf8)
    if let place = bytes.firstIndex(of: 0) {
      // The library would treat the zero as the end of the text.
      let line = 1 + bytes[..<place].count { $0 == UInt8(ascii: "\n") }
      throw ConfigurationFault(file, line, "the text contains a zero byte")
    }
    do {
      let table = try TOMLTable(string: text)
      root = try Self.entries(table, at: [], KeyLines(of: bytes), file)
    } catch let fault as TOMLParseError {
      throw ConfigurationFault(file, fault.source.begin.line, "no TOML: \(fault.description)")
    }
  }

  private static func entries(
    _ table: TOMLTable,
    at path: [String],
    _ lines: KeyLines,
    _ file: String
  ) throws -> [String: Node] {
    var entries: [String: Node] = [:]
    for key in table.keys {
      guard let value = table[key] else {
        // The library cuts a key off at a zero character, and then does not find it.
        throw ConfigurationFault(file, lines.line(of: path), "a key has a zero character in it")
      }
      entries[key] = try node(value, at: path + [key], lines, file)
    }
    return entries
  }

  private static func node(
    _ found: any TOMLValueConvertible,
    at path: [String],
    _ lines: KeyLines,
    _ file: String
  ) throws -> Node {
    let value: Value =
      if let text = found.string {
        .text(text)
      } else if let integer = found.int {
        .integer(integer)
      } else if let decimal = found.double {
        .decimal(decimal)
      } else if let flag = found.bool {
        .flag(flag)
      } else if let array = found.array {
        .list(
          try array.indices.map { try node(array[$0], at: path + [String($0)], lines, file) }
        )
      } else if let table = found.table {
        .table(try entries(table, at: path, lines, file))
      } else {
        .moment(found.debugDescription)
      }
    return Node(value: value, line: lines.line(of: path))
  }
}
