import Foundation
import SystemTestSupport
import TestSupport
import Testing

/// The bench itself, not its figures, which mean nothing for a debug build on a busy machine.
@Suite(
  .enabled(if: Program.isDebugBuild, "beside a named program there is no bench"),
  .enabled(if: Shell.has("sqlite3") && Shell.has("taskset"), "SKIPPED: no sqlite3 or taskset")
)
struct BenchTests {
  static let bench = URL(filePath: Program.path).deletingLastPathComponent().path + "/bench"

  @Test func `the quick bench measures every scenario and finds correct results`() throws {
    try withTemporaryFolder { folder in
      let ended = try Running(
        [Self.bench, "--quick", "--rounds", "1"],
        environment: ["TMPDIR": folder]
      ).wait()
      #expect(ended.code == 0, "\(ended)")
      let told = ended.errors.split(separator: "\n")
      #expect(
        told.map(String.init)
          == ["night", "shuffle", "growth", "remnants", "waiting"].map { "\($0): round 1 of 1" }
      )
      #expect(ended.output.contains("\nResults are right. Medians of 1 round(s)."))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }
  }

  @Test func `an unknown option is a usage error`() throws {
    let ended = try Running([Self.bench, "--frob"]).wait()
    #expect(ended.code == 64)
    #expect(ended.errors.hasPrefix("bench: --frob is not an option of bench\n\nUSAGE: bench "))
  }
}
