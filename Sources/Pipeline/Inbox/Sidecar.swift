import FileSystem
import ServiceLayer
import SystemPackage

/// A file of digests beside a dropped file, as `sha256sum`, `shasum`, `openssl` and BSD's `sha256`
/// write it.
struct Sidecar {
  /// The most lines; nobody has as many files in one night.
  private static let longest = 1 << 20

  private var entries: [(digest: String, name: [UInt8])] = []

  /// Reads a file of digests; throws `UnreadableFile` if it cannot be read as one.
  init(at path: FilePath, unless guarded: GuardedFiles) throws {
    let file = try InputFile(path, unless: guarded)
    defer { file.close() }
    let size = min(Self.longest, Int(clamping: try file.status().size))
    let bytes = try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
    }
    self.init(bytes)
  }

  init(_ bytes: [UInt8]) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
    entries = text.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      .compactMap { Self.entry(String(decoding: $0, as: UTF8.self)) }
  }

  /// The digest for a file, in lower case: from the line with its name, or the only digest.
  func digest(for name: FileName) -> String? {
    if entries.count == 1 { return entries.first?.digest }
    return entries.first { $0.name == name.bytes }?.digest
  }

  /// Why a file with this digest does not match; nil if it does.
  func mismatch(
    of name: FileName,
    in sidecar: FileName,
    _ digest: () throws -> String
  ) rethrows -> String? {
    guard let wanted = self.digest(for: name) else {
      return """
        \(sidecar.displayed) has no digest for it: write it as `sha256sum \(name.displayed)` does
        """
    }
    guard try digest() != wanted else { return nil }
    return "its bytes do not match \(sidecar.displayed): was the upload complete?"
  }

  /// A line as `sha256sum` writes it.
  static func line(_ digest: String, _ name: FileName) -> [UInt8] {
    var escaped: [UInt8] = []
    for byte in name.bytes {
      switch byte {
      case UInt8(ascii: "\\"): escaped += Array("\\\\".utf8)
      case UInt8(ascii: "\n"): escaped += Array("\\n".utf8)
      case UInt8(ascii: "\r"): escaped += Array("\\r".utf8)
      default: escaped.append(byte)
      }
    }
    let mark = escaped.count == name.bytes.count ? "" : "\\"
    return Array("\(mark)\(digest)  ".utf8) + escaped + [UInt8(ascii: "\n")]
  }

  private static func entry(_ line: String) -> (digest: String, name: [UInt8])? {
    // A backslash in front says that the name is escaped.
    let isEscaped = line.first == "\\"
    let line = isEscaped ? line.dropFirst() : line[...]
    guard let (digest, name) = tagged(line) ?? plain(line), isDigest(digest) else { return nil }
    let bytes = Array((isEscaped ? unescaped(name) : String(name)).utf8)
    let start = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    return (digest.lowercased(), Array(bytes[start...]))
  }

  /// `SHA256 (NAME) = DIGEST`; openssl writes `SHA2-256(NAME)= DIGEST`.
  private static func tagged(_ line: Substring) -> (Substring, Substring)? {
    guard let open = line.firstIndex(of: "("), let close = line.lastIndex(of: ")"), open < close,
      ["SHA256", "SHA2-256"].contains(trimmed(line[..<open]).uppercased())
    else { return nil }
    let rest = trimmed(line[line.index(after: close)...])
    guard rest.first == "=" else { return nil }
    return (trimmed(rest.dropFirst()), line[line.index(after: open)..<close])
  }

  /// `DIGEST  NAME`, `DIGEST *NAME` or `DIGEST` alone.
  private static func plain(_ line: Substring) -> (Substring, Substring)? {
    let line = trimmed(line)
    let digest = line.prefix { $0 != " " && $0 != "\t" }
    var name = line.dropFirst(digest.count + 1)
    if name.first == " " || name.first == "*" { name = name.dropFirst() }
    return (digest, name)
  }

  private static func isDigest(_ text: Substring) -> Bool {
    text.utf8.count == 64 && text.allSatisfy { $0.isASCII && $0.isHexDigit }
  }

  private static func unescaped(_ name: Substring) -> String {
    var text = ""
    var isBehindBackslash = false
    for character in name {
      if isBehindBackslash {
        text.append(character == "n" ? "\n" : character == "r" ? "\r" : character)
        isBehindBackslash = false
      } else if character == "\\" {
        isBehindBackslash = true
      } else {
        text.append(character)
      }
    }
    return text
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let rest = text.drop { $0 == " " || $0 == "\t" }
    let end = rest.lastIndex { $0 != " " && $0 != "\t" }
    return end.map { rest[...$0] } ?? ""
  }
}
