import Foundation
import Glibc
import Testing

/// The scripts of this project, and the program that was built with these tests.
enum Project {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  static let cron = folder + "/cron"

  static let nightUnderCron = folder + "/Tests/CronTests/night-under-cron"

  /// It lies beside the tests, where the build put both.
  static let allot: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(filePath: tests).deletingLastPathComponent().appending(path: "allot").path
  }()
}

/// Runs a shell script with an environment as bare as cron's.
enum Shell {
  struct Ended: Equatable, CustomStringConvertible {
    let code: Int32
    let output: String
    var description: String { "exit \(code)\n\(output)" }
  }

  static func has(_ program: String) -> Bool {
    let path = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]
    return (try? run(#"command -v "$1""#, [program], environment: path).code) == 0
  }

  /// The script's `$1` and on are the arguments; output and errors come as one text.
  static func run(
    _ script: String,
    _ arguments: [String] = [],
    environment: [String: String] = [:]
  ) throws -> Ended {
    let output = "/tmp/allot-cron-\(UUID().uuidString)"
    defer { unlink(output) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    // The threads that tests run on block signals; cron and the shell need theirs.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let words = (["/bin/sh", "-c", script, "sh"] + arguments).map { strdup($0) }
    let variables = ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }
      .map { strdup("\($0)=\($1)") }
    defer { (words + variables).forEach { free($0) } }
    var pid: pid_t = 0
    try #require(
      posix_spawn(&pid, "/bin/sh", &actions, &attributes, words + [nil], variables + [nil]) == 0
    )
    var status: Int32 = 0
    while waitpid(pid, &status, 0) == -1 && errno == EINTR {}
    let signal = status & 0x7F
    return Ended(
      code: signal == 0 ? (status >> 8) & 0xFF : 128 + signal,
      output: try String(contentsOfFile: output, encoding: .utf8)
    )
  }
}
