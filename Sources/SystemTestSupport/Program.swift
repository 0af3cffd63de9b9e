import Foundation
package import SystemPackage

/// The built `allot`, as a user or cron starts it.
package enum Program {
  package struct Ended: Equatable, CustomStringConvertible {
    /// The exit code; 128 plus the number of the signal that ended it, as in a shell.
    package let code: Int32
    package let output: String
    package let errors: String

    package init(code: Int32, output: String = "", errors: String = "") {
      self.code = code
      self.output = output
      self.errors = errors
    }

    package var description: String { "exit \(code)\n\(output)\(errors)" }
  }

  /// The program that `ALLOT_PROGRAM` names, such as a release build, or otherwise the one built
  /// with the tests.
  package static let path: String = {
    if let given = ProcessInfo.processInfo.environment["ALLOT_PROGRAM"] { return given }
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(filePath: tests).deletingLastPathComponent().appending(path: "allot").path
  }()

  /// Whether it is the build beside the tests, which knows the switches made for them.
  package static let isDebugBuild = ProcessInfo.processInfo.environment["ALLOT_PROGRAM"] == nil

  /// Only the environment that cron sets.
  package static let cronEnvironment = ["PATH": "/usr/bin:/bin", "SHELL": "/bin/sh"]

  /// Runs it to its end; a death by signal is thrown.
  package static func run(
    _ arguments: [String],
    environment: [String: String] = [:],
    in folder: String = "/"
  ) throws -> Ended {
    try start(arguments, environment: environment, in: folder).wait()
  }

  /// Runs it through a shell script that contains `"$@"` in place of the program.
  package static func run(
    script: String,
    _ arguments: [String],
    environment: [String: String] = [:]
  ) throws -> Ended {
    try Running(["/bin/bash", "-c", script, "bash", path] + arguments, environment: environment)
      .wait()
  }

  package static func start(
    _ arguments: [String],
    environment: [String: String] = [:],
    in folder: String = "/",
    output: FileDescriptor? = nil
  ) throws -> Running {
    try Running([path] + arguments, environment: environment, in: folder, output: output)
  }
}
