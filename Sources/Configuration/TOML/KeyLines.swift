/// Finds the line of every key in a TOML text.
///
/// The TOML library gives the values, but not their lines. The library has already accepted the
/// text, so nothing is checked here.
struct KeyLines {
  private var lines: [[String]: Int] = [:]
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  /// The path of the table that the last header opened.
  private var table: [String] = []
  /// How many tables each list of tables has so far.
  private var counts: [[String]: Int] = [:]

  init(of bytes: [UInt8]) {
    self.bytes = bytes
    while skipBlanks(andLines: true) {
      if peek == UInt8(ascii: "[") { readHeader() } else { readEntry(of: table) }
    }
  }

  /// The line of a key, or of the nearest table around it; the elements of a list are named by
  /// number.
  func line(of path: [String]) -> Int {
    var path = path
    while !path.isEmpty {
      if let line = lines[path] { return line }
      path.removeLast()
    }
    return 1
  }

  // MARK: - Statements

  private mutating func readHeader() {
    let start = line
    advance()
    let isListed = peek == UInt8(ascii: "[")
    if isListed { advance() }
    var path: [String] = []
    let keys = readKeys()
    for (place, key) in keys.enumerated() {
      path.append(key)
      if let count = counts[path], place < keys.count - 1 { path.append(String(count - 1)) }
    }
    if isListed {
      let number = counts[path, default: 0]
      counts[path] = number + 1
      if number == 0 { note(path, start) }
      path.append(String(number))
    }
    note(path, start)
    table = path
    while let byte = peek, byte != UInt8(ascii: "\n") { advance() }
  }

  private mutating func readEntry(of parent: [String]) {
    let start = line
    let before = position
    let path = parent + readKeys()
    note(path, start)
    if peek == UInt8(ascii: "=") { advance() }
    readValue(at: path)
    // Always advance, so that the loop ends for any text.
    if position == before { advance() }
  }

  private mutating func readValue(at path: [String]) {
    skipBlanks(andLines: false)
    switch peek {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): _ = readString()
    case UInt8(ascii: "["):
      advance()
      var number = 0
      while skipBlanks(andLines: true), let byte = peek, byte != UInt8(ascii: "]") {
        guard byte != UInt8(ascii: ",") else {
          advance()
          continue
        }
        let before = position
        note(path + [String(number)], line)
        readValue(at: path + [String(number)])
        number += 1
        if position == before { advance() }
      }
      advance()
    case UInt8(ascii: "{"):
      advance()
      while skipBlanks(andLines: true), let byte = peek, byte != UInt8(ascii: "}") {
        byte == UInt8(ascii: ",") ? advance() : readEntry(of: path)
      }
      advance()
    default:
      while let byte = peek, !",]}#\n".utf8.contains(byte) { advance() }
    }
  }

  // MARK: - Keys and strings

  private mutating func readKeys() -> [String] {
    var keys: [String] = []
    while true {
      skipBlanks(andLines: false)
      switch peek {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): keys.append(readString())
      default:
        let start = position
        while let byte = peek, Self.isBare(byte) { advance() }
        keys.append(String(decoding: bytes[start..<position], as: UTF8.self))
      }
      skipBlanks(andLines: false)
      guard peek == UInt8(ascii: ".") else { return keys }
      advance()
    }
  }

  private static func isBare(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// Reads a string of any of the four kinds; only a backslash before a character is dropped.
  private mutating func readString() -> String {
    guard let quote = peek else { return "" }
    let triple = [quote, quote, quote]
    let isLong = bytes[position...].starts(with: triple)
    for _ in 0..<(isLong ? 3 : 1) { advance() }
    var text: [UInt8] = []
    while let byte = peek {
      if byte == quote, !isLong || bytes[position...].starts(with: triple) { break }
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") { advance() }
      if let kept = peek { text.append(kept) }
      advance()
    }
    for _ in 0..<(isLong ? 3 : 1) { advance() }
    // The content of a multi-line string may end in quotes.
    while isLong, peek == quote { advance() }
    return String(decoding: text, as: UTF8.self)
  }

  // MARK: - Bytes

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func advance() {
    guard position < bytes.count else { return }
    if bytes[position] == UInt8(ascii: "\n") { line += 1 }
    position += 1
  }

  /// Skips spaces and, with `andLines`, line ends and comments; returns false at the end of the
  /// text.
  @discardableResult
  private mutating func skipBlanks(andLines: Bool) -> Bool {
    while let byte = peek {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"): advance()
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        guard andLines else { return true }
        advance()
      case UInt8(ascii: "#"):
        guard andLines else { return true }
        while let byte = peek, byte != UInt8(ascii: "\n") { advance() }
      default: return true
      }
    }
    return false
  }

  private mutating func note(_ path: [String], _ line: Int) {
    if lines[path] == nil { lines[path] = line }
  }
}
