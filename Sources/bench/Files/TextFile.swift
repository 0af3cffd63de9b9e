import Glibc

/// Reads and writes text files piece by piece.
///
/// The peak memory of a child process starts from that of its parent. So this program must stay
/// smaller than the programs it measures: it holds no file in memory, and does not use Foundation.
enum TextFile {
  /// Writes a file, and syncs it, so that later measurements do not include that.
  static func write(_ path: String, _ body: (TextWriter) throws -> Void) throws {
    guard let file = fopen(path, "w") else { throw failure("cannot write", path) }
    defer { fclose(file) }
    try body(TextWriter(file))
    guard fflush(file) == 0, ferror(file) == 0, fsync(fileno(file)) == 0 else {
      throw failure("cannot write", path)
    }
  }

  /// Passes on every line, without its line end.
  static func forEachLine(
    of path: String,
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws {
    guard let file = fopen(path, "r") else { throw failure("cannot read", path) }
    defer { fclose(file) }
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    while case let length = getline(&line, &capacity, file), length >= 0, let line {
      try line.withMemoryRebound(to: UInt8.self, capacity: length) { start in
        let hasEnd = start[length - 1] == UInt8(ascii: "\n")
        try body(UnsafeBufferPointer(start: start, count: hasEnd ? length - 1 : length))
      }
    }
    guard ferror(file) == 0 else { throw failure("cannot read", path) }
  }

  /// Copies a file, and syncs the copy, so that later measurements do not include that.
  static func copy(_ path: String, to target: String) throws {
    try write(target) { writer in
      try forEachBlock(of: path) { writer.bytes($0) }
    }
  }

  /// Whether two files have the same bytes.
  static func areEqual(_ path: String, _ other: String) throws -> Bool {
    guard let second = fopen(other, "r") else { throw failure("cannot read", other) }
    defer { fclose(second) }
    var block = [UInt8](repeating: 0, count: blockSize)
    var isEqual = true
    try forEachBlock(of: path) { first in
      let count = fread(&block, 1, first.count, second)
      isEqual = isEqual && count == first.count && first.elementsEqual(block[..<count])
    }
    return isEqual && getc(second) == EOF
  }

  /// The last lines of a file, for a message; empty if there are none.
  static func tail(of path: String, lines count: Int = 5) -> String {
    var last: [String] = []
    try? forEachLine(of: path) { line in
      if last.count == count { last.removeFirst() }
      last.append(String(decoding: line, as: UTF8.self))
    }
    return last.joined(separator: "\n")
  }

  private static let blockSize = 1 << 16

  private static func forEachBlock(
    of path: String,
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws {
    guard let file = fopen(path, "r") else { throw failure("cannot read", path) }
    defer { fclose(file) }
    try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: blockSize) { block in
      while case let count = fread(block.baseAddress, 1, blockSize, file), count > 0 {
        try body(UnsafeBufferPointer(rebasing: block[..<count]))
      }
    }
    guard ferror(file) == 0 else { throw failure("cannot read", path) }
  }

  private static func failure(_ what: String, _ path: String) -> BenchError {
    BenchError("\(what) \(path): \(String(cString: strerror(errno)))")
  }
}
