import ArgumentParser

/// How a command prints its answer.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print one JSON value, also for an error.")
  var json = false

  /// Whether JSON was asked for; known even if the arguments could not be parsed.
  static var wantsJSON: Bool {
    CommandLine.arguments.dropFirst().prefix { $0 != "--" }.contains("--json")
  }
}
