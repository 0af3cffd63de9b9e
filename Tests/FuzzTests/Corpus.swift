import Foundation
import Fuzzing

/// The stored inputs for a target, by name, and the words for its mutations.
struct Corpus {
  let inputs: [(name: String, bytes: [UInt8])]
  let words: [[UInt8]]

  init(of target: Target) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Corpus")
    let files = folder.appending(path: target.rawValue)
    inputs = try FileManager.default.contentsOfDirectory(atPath: files.path).sorted().map {
      ($0, Array(try Data(contentsOf: files.appending(path: $0))))
    }
    words = try String(
      contentsOf: folder.appending(path: "\(target.rawValue).dict"),
      encoding: .utf8
    )
    .split(separator: "\n").compactMap(Self.word)
  }

  /// The word in a line of libFuzzer's dictionary: `"\x0D\x0A"`.
  private static func word(_ line: Substring) -> [UInt8]? {
    guard line.first == "\"", line.last == "\"" else { return nil }
    var bytes: [UInt8] = []
    var rest = line.dropFirst().dropLast().utf8
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      guard let next = rest.popFirst() else { return nil }
      guard next == UInt8(ascii: "x") else {
        bytes.append(next)
        continue
      }
      guard let escaped = UInt8(String(rest.prefix(2)) ?? "", radix: 16) else { return nil }
      bytes.append(escaped)
      rest = rest.dropFirst(2)
    }
    return bytes
  }
}
