import SystemTestSupport

/// cron/nightly with a root folder of its own, which calls a replacement for allot or allot itself.
struct Nightly {
  let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    try folder.write("", to: "root/inbox/.keep")
    try standIn("exit 0")
  }

  /// Uses a shell script in place of allot.
  func standIn(_ script: String) throws {
    try folder.writeProgram(script, to: "allot")
  }

  /// Runs the job by a script that calls it `"$1"`.
  func run(
    _ script: String = #"exec "$1""#,
    with settings: [String: String] = [:]
  ) throws -> Shell.Ended {
    try Shell.run(
      script,
      [Project.cron + "/nightly"],
      environment: [
        "ALLOT_CONF": "", "ALLOT_ROOT": root, "ALLOT_BIN": folder.path + "/allot",
      ].merging(settings) { $1 }
    )
  }

  var root: String { folder.path + "/root" }

  var log: String { folder.text("root/log/allot.log") }
}
