import Glibc

/// Text files read and written piece by piece.
///
/// A child's peak memory counts from its parent's, so this program has to stay smaller than those
/// it measures: it holds no file in memory, and does without Foundation.
enum TextFile {
  /// Writes a file, and has it on disk before anything is timed.
  static func write(_ path: String, _ body: ((String) -> Void) throws -> Void) throws {
    guard let file = fopen(path, "w") else { throw failure("cannot write", path) }
    defer { fclose(file) }
    try body { fputs($0, file) }
    guard fflush(file) == 0, ferror(file) == 0, fsync(fileno(file)) == 0 else {
      throw failure("cannot write", path)
    }
  }

  /// Hands every line over, without its end.
  static func forEachLine(of path: String, _ body: (Substring) throws -> Void) throws {
    guard let file = fopen(path, "r") else { throw failure("cannot read", path) }
    defer { fclose(file) }
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    while getline(&line, &capacity, file) >= 0, let start = line {
      let text = String(cString: start)
      try body(text.hasSuffix("\n") ? text.dropLast() : text[...])
    }
    guard ferror(file) == 0 else { throw failure("cannot read", path) }
  }

  /// Copies a file, and has the copy on disk before anything is timed.
  static func copy(_ path: String, to target: String) throws {
    try write(target) { put in
      try forEachLine(of: path) { put($0 + "\n") }
    }
  }

  /// Tells whether two files are the same, byte by byte.
  static func areEqual(_ path: String, _ other: String) throws -> Bool {
    guard let first = fopen(path, "r") else { throw failure("cannot read", path) }
    defer { fclose(first) }
    guard let second = fopen(other, "r") else { throw failure("cannot read", other) }
    defer { fclose(second) }
    while true {
      let byte = getc(first)
      guard byte == getc(second) else { return false }
      if byte == EOF { return true }
    }
  }

  /// The last lines of a file, for a message; empty when there are none.
  static func tail(of path: String, lines count: Int = 5) -> String {
    var last: [String] = []
    try? forEachLine(of: path) { line in
      if last.count == count { last.removeFirst() }
      last.append(String(line))
    }
    return last.joined(separator: "\n")
  }

  private static func failure(_ what: String, _ path: String) -> BenchError {
    BenchError("\(what) \(path): \(String(cString: strerror(errno)))")
  }
}
