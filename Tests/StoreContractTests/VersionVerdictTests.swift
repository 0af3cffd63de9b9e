import Testing

@testable import SQLiteStore

struct VersionVerdictTests {
  @Test(arguments: [
    ("3.6.23", false), ("3.7.0", true), ("3.40.1", true), ("3.44.5", true), ("3.44.6", false),
    ("3.45.0", true), ("3.50.6", true), ("3.50.7", false), ("3.51.2", true), ("3.51.3", false),
    ("3.52.0", false), ("4.0.0", false),
  ])
  func `a version has the reset log bug, or does not`(
    version: String,
    hasFault: Bool
  ) {
    #expect(VersionVerdict(version).hasResetFault == hasFault)
  }
}
