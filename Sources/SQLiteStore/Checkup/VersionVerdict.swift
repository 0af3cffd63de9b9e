import ServiceLayer

/// What is known of a version of SQLite (reliability.md, finding 5).
///
/// From 3.7.0 until 3.51.3, 3.50.7 and 3.44.6 a log that is reset while two connections write or
/// checkpoint can damage the database. allot has one writer, under the run lock.
struct VersionVerdict {
  let version: String
  let hasResetFault: Bool

  init(_ version: String) {
    self.version = version
    let parts = version.split(separator: ".").map { Int($0) ?? 0 } + [0, 0, 0]
    let (major, minor, patch) = (parts[0], parts[1], parts[2])
    hasResetFault = major == 3 && Self.isFaulty(minor, patch)
  }

  private static func isFaulty(_ minor: Int, _ patch: Int) -> Bool {
    switch minor {
    case ..<7, 52...: false
    case 44: patch < 6
    case 50: patch < 7
    case 51: patch < 3
    default: true
    }
  }

  var finding: Finding {
    guard hasResetFault else { return .ok("SQLite", version) }
    return .note(
      "SQLite",
      """
      \(version) can damage a database that two programs write at once; allot's one writer does \
      not come near that, and no other program may write to allot.sqlite
      """
    )
  }
}
