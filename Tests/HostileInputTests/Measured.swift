import Foundation
import TestSupport

/// A night and the most memory it took.
struct Measured {
  let ended: Program.Ended
  let peakMegabytes: Int

  /// Runs the nightly job of a day under `time`, whose own start takes next to nothing.
  init(night day: Int, of root: Root) throws {
    let note = root.path + "/peak"
    ended = try Program.run(
      script: #"/usr/bin/time -f %M -o "$NOTE" "$@""#,
      ["run", "--root", root.path] + Root.at(day),
      environment: ["NOTE": note]
    )
    let words = try root.text("peak").split { $0 == "\n" }
    peakMegabytes = (words.last.flatMap { Int($0) } ?? .max) / 1024
    try FileManager.default.removeItem(atPath: note)
  }
}

/// Sizes of tests, which the environment raises for the long runs.
enum Size {
  static func of(_ variable: String, else usual: Int) -> Int {
    ProcessInfo.processInfo.environment[variable].flatMap(Int.init) ?? usual
  }
}
