import Foundation
import Glibc
import SystemPackage
import Testing

/// A program that runs during the test, until it is killed or its input ends.
final class ChildProcess {
  let pid: pid_t
  private let input: FileDescriptor
  private let output: FileDescriptor

  init(_ arguments: [String]) throws {
    let (childInput, input) = try FileDescriptor.pipe(options: .closeOnExec)
    let (output, childOutput) = try FileDescriptor.pipe(options: .closeOnExec)
    defer {
      try? childInput.close()
      try? childOutput.close()
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, childInput.rawValue, 0)
    posix_spawn_file_actions_adddup2(&actions, childOutput.rawValue, 1)
    let words = arguments.map { strdup($0) }
    defer { words.forEach { free($0) } }
    var pid: pid_t = 0
    try #require(posix_spawn(&pid, arguments[0], &actions, nil, words + [nil], environ) == 0)
    (self.pid, self.input, self.output) = (pid, input, output)
  }

  /// Waits for output of the program.
  func firstWord() throws -> String {
    let bytes = try [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
      count = try output.read(into: .init(buffer))
    }
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  /// Kills the program like a crash, and waits for its end.
  func kill() {
    Glibc.kill(pid, SIGKILL)
    var status: Int32 = 0
    while waitpid(pid, &status, 0) == -1 && errno == EINTR {}
    try? input.close()
    try? output.close()
  }
}

/// The files that a process has open, by their paths.
func openFiles(of process: String) throws -> [String] {
  let folder = "/proc/\(process)/fd"
  return try FileManager.default.contentsOfDirectory(atPath: folder).compactMap {
    try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")
  }
}
