import Foundation
import Glibc
import SystemTestSupport
import Testing

/// A run begun by an earlier version, which kept each claimed file under its own name and made no
/// copies.
@Suite(.enabled(if: Program.isDebugBuild, "SKIPPED: a release build has no crash points"))
struct FormerClaimsTests {
  @Test(arguments: ["filesClaimed:1", "chunkDone:2", "outcomeCommitted:2", "fileFinished:1"])
  func `a run that an earlier version began is completed`(death: String) throws {
    try Scenario.lend(.first) { scenario in
      try scenario.lend { root in
        let ended = try Program.start(
          Night.first.arguments(for: root),
          environment: ["ALLOT_CRASH_AT": death]
        ).wait(allowingSignal: SIGKILL)
        try #require(ended.code == 128 + SIGKILL)
        try layOutAsBefore(root)
        try scenario.expectRecovery(of: root, after: "a death at \(death)")
      }
    }
  }

  /// Puts every claimed file where earlier versions kept it.
  private func layOutAsBefore(_ root: Root) throws {
    let files = FileManager.default
    let processing = root.folder.appending(path: "inbox/.processing")
    for id in try root.names("inbox/.processing") {
      let folder = processing.appending(path: id)
      for name in try files.contentsOfDirectory(atPath: folder.path) where name != ".copy" {
        try files.moveItem(
          at: folder.appending(path: name),
          to: processing.appending(path: name)
        )
      }
      try files.removeItem(at: folder)
    }
    #expect(try root.names("inbox/.processing").allSatisfy { $0.hasSuffix(".csv") })
  }
}
