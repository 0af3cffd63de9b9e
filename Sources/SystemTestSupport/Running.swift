import Foundation
package import Glibc
package import SystemPackage

/// A started program; its output goes to files, so that it never waits for a reader.
package final class Running {
  private let words: [String]
  package let pid: pid_t
  private let output: URL
  private let errors: URL

  /// Starts the program that the first word names, with an environment as small as that of cron.
  ///
  /// The given variables are added; `output` replaces the file for standard output.
  package init(
    _ words: [String],
    environment: [String: String] = [:],
    in folder: String = "/",
    output given: FileDescriptor? = nil
  ) throws {
    self.words = words
    let name = FileManager.default.temporaryDirectory
      .appending(path: "allot-output-\(UUID().uuidString)")
    output = name.appendingPathExtension("out")
    errors = name.appendingPathExtension("err")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output.path, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors.path, O_WRONLY | O_CREAT, 0o600)
    if let given { posix_spawn_file_actions_adddup2(&actions, given.rawValue, 1) }
    // The threads of tests block signals, and a child would inherit that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let variables = Program.cronEnvironment.merging(Sanitizer.environment) { $1 }
      // Tests must not depend on the settings of this machine.
      .merging(["ALLOT_CONF": ""]) { $1 }
      .merging(environment) { $1 }
    // `env -C` changes the folder and becomes the program: its process is the same.
    let arguments = (["/usr/bin/env", "-C", folder] + words).map { strdup($0) }
    let settings = variables.map { strdup("\($0)=\($1)") }
    defer { (arguments + settings).forEach { free($0) } }
    var pid: pid_t = 0
    let fault = posix_spawn(
      &pid,
      "/usr/bin/env",
      &actions,
      &attributes,
      arguments + [nil],
      settings + [nil]
    )
    guard fault == 0 else { throw Errno(rawValue: fault) }
    self.pid = pid
  }

  package func signal(_ number: Int32) { kill(pid, number) }

  /// Waits for its end.
  ///
  /// A death by any signal but the expected one is thrown as `DiedBySignal`, so that no test
  /// mistakes a trap for an exit code.
  package func wait(expectingSignal expected: Int32? = nil) throws -> Program.Ended {
    try end { $0 == expected ?? 0 }
  }

  /// Waits for its end, which may be by that signal or by itself.
  package func wait(allowingSignal allowed: Int32) throws -> Program.Ended {
    try end { $0 == allowed || $0 == 0 }
  }

  private func end(isExpected: (Int32) -> Bool) throws -> Program.Ended {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) == -1 && errno == EINTR {}
    defer { [output, errors].forEach { try? FileManager.default.removeItem(at: $0) } }
    let died = status & 0x7F
    let ended = Program.Ended(
      code: died == 0 ? (status >> 8) & 0xFF : 128 + died,
      output: try text(of: output),
      errors: try text(of: errors)
    )
    guard isExpected(died) else { throw DiedBySignal(words: words, signal: died, ended: ended) }
    return ended
  }

  private func text(of file: URL) throws -> String {
    guard FileManager.default.fileExists(atPath: file.path) else { return "" }
    return String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }
}

/// A program was ended by a signal that the test did not send, or survived the signal that it sent.
package struct DiedBySignal: Error, CustomStringConvertible {
  let words: [String]
  package let signal: Int32
  package let ended: Program.Ended

  package var description: String {
    "signal \(signal) ended \(words.joined(separator: " ")): \(ended)"
  }
}
