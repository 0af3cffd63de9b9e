import ServiceLayer

/// Whether a version of SQLite has the bug by which a log reset can damage the database.
///
/// The bug was there from 3.7.0, and was fixed in 3.51.3, 3.50.7 and 3.44.6. It occurs if the log
/// is reset while two connections write or checkpoint. allot has only one writer, under the run
/// lock.
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
