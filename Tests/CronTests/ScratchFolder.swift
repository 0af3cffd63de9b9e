import Foundation
import SystemTestSupport
import Testing

/// A folder for one test; it goes with the suite's value that holds it.
final class ScratchFolder: Sendable {
  let path: String

  /// Makes it below /tmp, whatever TMPDIR says: night-under-cron lays folders of its own over /var.
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
  /// A shell does it: a process that another test starts meanwhile would inherit this process's
  /// open file for a moment, and a file that is open for writing can't be run.
  func writeProgram(_ script: String, to name: String) throws {
    let write = #"printf '#!/bin/sh\n%s\n' "$2" >"$1"; chmod 755 "$1""#
    try #require(try Shell.run(write, [path + "/" + name, script]).code == 0)
  }

  /// What one of its files holds; nothing where there is none.
  func text(_ name: String) -> String {
    (try? String(contentsOfFile: path + "/" + name, encoding: .utf8)) ?? ""
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
