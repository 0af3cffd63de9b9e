/// Runs a shell script with an environment as small as that of cron.
package enum Shell {
  package struct Ended: Equatable, CustomStringConvertible {
    package let code: Int32
    package let output: String

    package init(code: Int32, output: String) {
      self.code = code
      self.output = output
    }

    package var description: String { "exit \(code)\n\(output)" }
  }

  package static func has(_ program: String) -> Bool {
    let path = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]
    return (try? run(#"command -v "$1""#, [program], environment: path).code) == 0
  }

  /// The script's `$1` and on are the arguments; output and errors come as one text.
  package static func run(
    _ script: String,
    _ arguments: [String] = [],
    environment: [String: String] = [:]
  ) throws -> Ended {
    let ended = try Running(
      ["/bin/sh", "-c", "exec 2>&1\n" + script, "sh"] + arguments,
      environment: environment
    ).wait()
    return Ended(code: ended.code, output: ended.output)
  }
}
