/// The name of a run: its start in UTC, `20261123T020000Z`.
package enum RunName {
  /// The first name for a start that is not taken: `…Z`, then `…Z-2`, `…Z-3`.
  package static func free(started: Int, isTaken: (String) -> Bool) -> String {
    let name = UTCTime.compact(started)
    guard isTaken(name) else { return name }
    var number = 2
    while isTaken("\(name)-\(number)") { number += 1 }
    return "\(name)-\(number)"
  }

  /// The start of a run, in seconds since 1970; nil if this is not the name of a run.
  package static func started(_ name: String) -> Int? {
    isOne(name) ? UTCTime.seconds(String(name.prefix(16))) : nil
  }

  /// Whether this is the name of a run: `20261123T020000Z`, or that with `-2` and so on appended.
  package static func isOne(_ name: String) -> Bool {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first, first.utf8.count == 16, UTCTime.seconds(String(first)) != nil
    else {
      return false
    }
    return parts.count == 1 || parts.count == 2 && Int(parts[1]) != nil
  }
}
