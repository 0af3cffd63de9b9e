import Foundation
import Glibc
import SystemTestSupport
import Testing

/// Which root a command may use, and which it may create.
struct RootAccessTests {
  private static let isRoot = geteuid() == 0
  private static let writers = [
    ["run"], ["import"], ["import", "--dry-run"], ["report"], ["view", "rebuild"],
  ]

  @Test(
    .enabled(if: isRoot, "SKIPPED: only root can have a root of another user"),
    arguments: writers
  )
  func `another user's root is refused with the command to type`(command: [String]) throws {
    try Root.lendWithOneNight { root in
      try Shell.expect(#"chown -R daemon "$1""#, root.path)
      let before = try root.everything()
      let arguments = command + ["--root", root.path]
      let refused = try Program.run(arguments)
      let typed = (["runuser -u daemon -- allot"] + arguments).joined(separator: " ")
      #expect(
        refused
          == Program.Ended(
            code: 64,
            errors:
              "allot: \(root.path) belongs to daemon, not to root: type `\(typed)`; nothing was "
              + "changed\n"
          )
      )
      #expect(try root.everything() == before)
    }
  }

  @Test(.enabled(if: isRoot, "SKIPPED: only root can have a root of another user"))
  func `the owner of a root's files counts if the administrator owns its folder`() throws {
    try Root.lendWithOneNight { root in
      try Shell.expect(#"chown -R daemon "$1" && chown root "$1" && chmod 755 "$1""#, root.path)
      #expect(try root.night(2).code == 64)
    }
  }

  @Test(arguments: [
    ["history"], ["rejects"], ["view", "show", "O-1"], ["view", "verify"], ["view", "rebuild"],
    ["doctor"], ["backup", "/nowhere/copy"],
  ])
  func `a command that creates no root reports that there is none`(command: [String]) throws {
    try Root.lend { folder in
      let ended = try Program.run(command + ["--root", folder.path + "/no-such"])
      #expect(ended.code == 64, "\(ended)")
      #expect(ended.errors.contains("there is no root \(folder.path)/no-such"))
      #expect(try folder.everything() == [:])
    }
  }

  @Test func `a root is created if nothing is against it or if requested`() throws {
    try Root.lend { folder in
      func run(_ place: String, _ arguments: String...) throws -> Program.Ended {
        try Program.run(["run", "--root", "\(folder.path)/\(place)"] + arguments + Root.at(1))
      }
      let deep = try run("a/b")
      #expect(deep.code == 64)
      #expect(deep.errors.contains("\(folder.path)/a is not there either"))
      #expect(try folder.everything() == [:])
      #expect(try run("allot").code == 0)
      let mistyped = try run("alot")
      #expect(mistyped.code == 64)
      #expect(mistyped.errors.contains("did you mean \(folder.path)/allot?"))
      #expect(try run("alot", "--init").code == 0)
      #expect(try run("a/b", "--init").code == 0)
    }
  }
}

extension Shell {
  /// Runs a script that prepares a test; `$1` is the argument.
  static func expect(_ script: String, _ argument: String) throws {
    let ended = try Shell.run(script, [argument])
    try #require(ended.code == 0, "\(ended)")
  }
}
