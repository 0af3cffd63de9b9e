package import SystemPackage

/// The nth name to try where a name may be taken: `NAME.csv`, `NAME.2.csv`, `NAME.3.csv` and so on.
///
/// A name never grows beyond 255 bytes: the stem is cut, between characters
/// where it has any.
package func freeName(_ name: FilePath.Component, _ n: Int) -> FilePath.Component {
  let (stem, ending) = split(name.bytes)
  let tail = (n > 1 ? Array(".\(n)".utf8) : []) + ending
  return FilePath.Component(bytes: stem.cut(to: longestName - tail.count) + tail) ?? name
}

/// Splits a name before its last dot; a name's first byte, and a long "extension", belong to the stem.
private func split(_ name: [UInt8]) -> (stem: [UInt8], ending: [UInt8]) {
  let longestEnding = 16
  guard let dot = name.lastIndex(of: 0x2E), dot > 0, name.count - dot <= longestEnding else {
    return (name, [])
  }
  return (Array(name[..<dot]), Array(name[dot...]))
}

extension [UInt8] {
  /// The first bytes, at most so many, without a UTF-8 character cut in two.
  package func cut(to limit: Int) -> [UInt8] {
    guard count > limit else { return self }
    let longestTail = 3
    let end = (0...longestTail).map { limit - $0 }.first { $0 > 0 && self[$0] & 0xC0 != 0x80 }
    return Array(prefix(end ?? limit))
  }
}
