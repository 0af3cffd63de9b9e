import Foundation
import SystemTestSupport
import Testing

struct ScriptTests {
  static let scripts =
    ["folders", "fuzz", "install", "manual", "nightly", "sanitize", "setup", "test", "try"].map {
      Project.cron + "/" + $0
    }
    + [
      Project.folder + "/.ci/run", NightUnderCron.script,
      Project.folder + "/Tests/SecurityTests/machine",
    ]

  @Test(arguments: scripts)
  func `a script parses and is executable`(script: String) throws {
    #expect(try Shell.run(#"test -x "$1" && sh -n "$1""#, [script]) == .init(code: 0, output: ""))
  }

  @Test(.enabled(if: Shell.has("shellcheck"), "shellcheck is not installed"), arguments: scripts)
  func `shellcheck finds no problem`(script: String) throws {
    #expect(try Shell.run(#"shellcheck "$1""#, [script]) == .init(code: 0, output: ""))
  }

  @Test func `the crontab ends in a line end and calls the nightly job once a night`() throws {
    let crontab = try String(contentsOfFile: Project.cron + "/allot.cron", encoding: .utf8)
    #expect(crontab.hasSuffix("\n"))
    let lines = crontab.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(
      lines == [
        "SHELL=/bin/sh", "PATH=/usr/bin:/bin", "MAILTO=root",
        "30 4 * * * allot /usr/local/lib/allot/nightly",
      ]
    )
  }

  @Test(arguments: ["fuzz", "install", "manual", "sanitize", "setup"])
  func `an unknown option is a usage error`(script: String) throws {
    let ended = try Shell.run(#""$1" --frob"#, [Project.cron + "/" + script])
    #expect(ended.code == 64)
  }

  @Test func `a trial refuses an existing folder`() throws {
    let ended = try Shell.run(#""$1" /tmp"#, [Project.cron + "/try"])
    #expect(ended.code == 64)
    #expect(ended.output.contains("/tmp is there already"))
  }
}
