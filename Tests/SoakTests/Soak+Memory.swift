import Foundation
import SystemTestSupport

/// The memory that the program takes.
extension Soak {
  /// Runs the program under `time`, which itself needs almost no memory.
  mutating func measured(_ words: [String]) throws -> Program.Ended {
    let note = aside.path + ".peak"
    let ended = try Running(["/usr/bin/time", "-f", "%M", "-o", note] + words).wait()
    let told = try String(contentsOfFile: note, encoding: .utf8).split(separator: "\n")
    peaks += told.last.flatMap { Int($0) }.map { [$0] } ?? []
    return ended
  }

  /// How much more memory the last nights took than the first ones, without the cached database
  /// pages of SQLite; in kilobytes.
  func memoryGrowth() throws -> Int {
    let size =
      try root.folder.appending(path: "allot.sqlite")
      .resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
    let third = max(1, peaks.count / 3)
    return (peaks.suffix(third).max() ?? 0) - (peaks.prefix(third).max() ?? 0)
      - min(64 << 10, size >> 10)
  }
}
