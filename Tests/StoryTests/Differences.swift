import Foundation

/// The differences between two sets of files, for people; empty if they are equal.
func differences(expected: [String: Data], found: [String: Data]) -> String {
  Set(expected.keys).union(found.keys).sorted().compactMap { path in
    guard expected[path] != found[path] else { return nil }
    guard let expected = expected[path] else { return "\(path): it was not expected" }
    guard let found = found[path] else { return "\(path): it is missing" }
    return "\(path):\n" + differingLines(expected, found)
  }.joined(separator: "\n")
}

/// The lines of two texts that the other does not have at the same position.
private func differingLines(_ expected: Data, _ found: Data) -> String {
  let (old, new) = (lines(of: expected), lines(of: found))
  let difference = new.difference(from: old).map { change in
    switch change {
    case .remove(let offset, let line, _): (offset, 0, "  line \(offset + 1) expected: \(line)")
    case .insert(let offset, let line, _): (offset, 1, "  line \(offset + 1) found:    \(line)")
    }
  }
  return difference.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2).joined(separator: "\n")
}

/// Lines with invisible characters escaped, so that a missing line end is a difference too.
private func lines(of data: Data) -> [String] {
  String(decoding: data, as: UTF8.self)
    .split(separator: "\n", omittingEmptySubsequences: false)
    .map { $0.debugDescription }
}
