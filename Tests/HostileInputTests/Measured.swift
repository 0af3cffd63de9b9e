import Foundation
import SystemTestSupport
import Testing

/// A night with its peak memory, and how much of that SQLite may use to cache pages.
struct Measured {
  let ended: Program.Ended
  let peakMegabytes: Int
  private let databaseMegabytes: Int

  /// Runs the nightly job of a day under `time`, which itself needs almost no memory.
  init(night day: Int, of root: Root, _ arguments: String...) throws {
    let note = root.path + "/peak"
    ended = try Program.run(
      script: #"/usr/bin/time -f %M -o "$NOTE" "$@""#,
      ["run", "--root", root.path] + Root.at(day) + arguments,
      environment: ["NOTE": note]
    )
    let words = try root.text("peak").split { $0 == "\n" }
    peakMegabytes = (words.last.flatMap { Int($0) } ?? .max) / 1024
    try FileManager.default.removeItem(atPath: note)
    let database = root.folder.appending(path: "allot.sqlite")
    let size = try database.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
    // The program lets SQLite keep 64 MB of pages.
    databaseMegabytes = min(64, size >> 20)
  }

  /// Expects hardly more memory than in a smaller night, except for the pages of a larger database.
  func expectHardlyMore(
    than smaller: Measured,
    megabytes: Int,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let pages = databaseMegabytes - smaller.databaseMegabytes
    #expect(
      peakMegabytes - smaller.peakMegabytes <= pages + megabytes,
      "\(peakMegabytes) MB and \(smaller.peakMegabytes) MB, \(pages) MB of them in pages",
      sourceLocation: sourceLocation
    )
  }
}

/// Sizes of tests; the environment can raise them for long runs.
enum Size {
  static func of(_ variable: String, else usual: Int) -> Int {
    ProcessInfo.processInfo.environment[variable].flatMap(Int.init) ?? usual
  }
}
