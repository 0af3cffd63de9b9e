import Foundation
import SystemTestSupport
import Testing

/// A folder for one test; it is removed with the value of the suite that holds it.
final class ScratchFolder: Sendable {
  let path: String

  /// Creates it in /tmp, whatever TMPDIR is, because night-under-cron mounts its own folders over
  /// /var.
  init() throws {
    path = "/tmp/allot-cron-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  func write(_ text: String, to name: String, mode: Int = 0o644) throws {
    let file = URL(filePath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
  }

  /// Writes a shell script to be run as a program.
  ///
  /// A shell does it. A process that another test starts at the same time would inherit this
  /// process's open file for a moment, and a file that is open for writing cannot be run.
  func writeProgram(_ script: String, to name: String) throws {
    let write = #"printf '#!/bin/sh\n%s\n' "$2" >"$1"; chmod 755 "$1""#
    try #require(try Shell.run(write, [path + "/" + name, script]).code == 0)
  }

  /// The content of one of its files; empty if there is none.
  func text(_ name: String) -> String {
    (try? String(contentsOfFile: path + "/" + name, encoding: .utf8)) ?? ""
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
