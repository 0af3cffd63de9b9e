package import SystemPackage

extension FilePath.Component {
  /// The nth name to try when a name may be taken: `NAME.csv`, `NAME.2.csv`, `NAME.3.csv` and so
  /// on.
  ///
  /// With the suffix, a name never gets longer than 255 bytes: the stem is cut, if possible between
  /// characters, but the number never is.
  package func freeName(_ n: Int, suffix: String = "") -> FilePath.Component {
    let (stem, ending) = split(bytes)
    let tail = (n > 1 ? Array(".\(n)".utf8) : []) + ending + Array(suffix.utf8)
    return FilePath.Component(bytes: stem.cut(to: longestName - tail.count) + tail) ?? self
  }
}

/// A free number, from 1 on, whose predecessor is taken.
///
/// If the taken numbers have no gaps, it is the first free one. The search is logarithmic: a folder
/// may have thousands of files with one name.
package func freeNumber(isTaken: (Int) throws -> Bool) rethrows -> Int {
  guard try isTaken(1) else { return 1 }
  var (taken, free) = (1, 2)
  while try isTaken(free) { (taken, free) = (free, free &* 2) }
  while free - taken > 1 {
    let middle = taken + (free - taken) / 2
    if try isTaken(middle) { taken = middle } else { free = middle }
  }
  return free
}

/// Splits a name before its last dot; a dot at the start, or before a long "extension", does not
/// count.
private func split(_ name: [UInt8]) -> (stem: [UInt8], ending: [UInt8]) {
  let longestEnding = 16
  guard let dot = name.lastIndex(of: 0x2E), dot > 0, name.count - dot <= longestEnding else {
    return (name, [])
  }
  return (Array(name[..<dot]), Array(name[dot...]))
}

extension [UInt8] {
  /// The first bytes, at most `limit`; a UTF-8 character is not split.
  package func cut(to limit: Int) -> [UInt8] {
    guard count > limit else { return self }
    let longestTail = 3
    let end = (0...longestTail).map { limit - $0 }.first { $0 > 0 && self[$0] & 0xC0 != 0x80 }
    return Array(prefix(end ?? limit))
  }
}
