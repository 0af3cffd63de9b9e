import Foundation
import Glibc
import SystemPackage
import Testing

/// The built `allot`, as a user or cron starts it.
enum Program {
  struct Ended: CustomStringConvertible {
    /// The exit code; 128 and the signal's number where a signal ended it, as a shell tells it.
    let code: Int32
    let output: String
    let errors: String

    var description: String { "exit \(code)\n\(output)\(errors)" }
  }

  /// It lies beside the tests, where the build put both.
  static let path: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(filePath: tests).deletingLastPathComponent().appending(path: "allot").path
  }()

  /// What cron sets, and no more.
  static let cronEnvironment = ["PATH": "/usr/bin:/bin", "SHELL": "/bin/sh"]

  /// Runs it to its end; a death by signal fails the test, whatever else it expects.
  static func run(
    _ arguments: [String],
    environment: [String: String] = [:],
    in folder: String = "/"
  ) throws -> Ended {
    try start(arguments, environment: environment, in: folder).wait()
  }

  /// Runs it through a shell, whose script says `"$@"` where the program is to be.
  static func run(
    script: String,
    _ arguments: [String],
    environment: [String: String] = [:]
  ) throws -> Ended {
    try Running(
      ["/bin/bash", "-c", script, "bash", path] + arguments,
      environment: environment,
      in: "/"
    ).wait()
  }

  static func start(
    _ arguments: [String],
    environment: [String: String] = [:],
    in folder: String = "/",
    output: FileDescriptor? = nil
  ) throws -> Running {
    try Running([path] + arguments, environment: environment, in: folder, output: output)
  }
}

/// A program that was started; its output goes to files, so that it never waits for its reader.
final class Running {
  private let pid: pid_t
  private let output: URL
  private let errors: URL

  init(
    _ words: [String],
    environment: [String: String],
    in folder: String,
    output given: FileDescriptor? = nil
  ) throws {
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
    // The threads that tests run on block signals, and a child would begin with that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let variables = Program.cronEnvironment.merging(environment) { $1 }
    // `env -C` changes the folder and becomes the program: its process is the same.
    let arguments = (["/usr/bin/env", "-C", folder] + words).map { strdup($0) }
    let settings = variables.map { strdup("\($0)=\($1)") }
    defer { (arguments + settings).forEach { free($0) } }
    var pid: pid_t = 0
    try #require(
      posix_spawn(&pid, "/usr/bin/env", &actions, &attributes, arguments + [nil], settings + [nil])
        == 0
    )
    self.pid = pid
  }

  func signal(_ number: Int32) { kill(pid, number) }

  func wait(expectingSignal expected: Int32? = nil) throws -> Program.Ended {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) == -1 && errno == EINTR {}
    defer { [output, errors].forEach { try? FileManager.default.removeItem(at: $0) } }
    let died = status & 0x7F
    let ended = Program.Ended(
      code: died == 0 ? (status >> 8) & 0xFF : 128 + died,
      output: try text(of: output),
      errors: try text(of: errors)
    )
    if died != (expected ?? 0) { Issue.record("signal \(died) ended it: \(ended)") }
    return ended
  }

  private func text(of file: URL) throws -> String {
    guard FileManager.default.fileExists(atPath: file.path) else { return "" }
    return String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }
}
