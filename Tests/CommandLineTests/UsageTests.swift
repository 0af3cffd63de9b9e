import Foundation
import SystemTestSupport
import Testing

/// Help, usage errors, and the paths that options and variables set.
struct UsageTests {
  static let commands: [[String]] = [
    [], ["run"], ["import"], ["report"], ["view"], ["view", "show"], ["view", "rebuild"],
    ["view", "verify"], ["rejects"], ["history"], ["check"], ["backup"], ["restore"], ["doctor"],
  ]

  @Test(arguments: commands)
  func `each command explains its purpose`(command: [String]) throws {
    let help = try Program.run(command + ["--help"])
    #expect(help.code == 0)
    #expect(help.output.contains("OVERVIEW: "))
    #expect(help.output.contains("USAGE: allot"))
    #expect(!help.output.actsOnATerminal)
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `completions exist for each shell`(shell: String) throws {
    let script = try Program.run(["--generate-completion-script", shell])
    #expect(script.code == 0)
    #expect(script.output.contains("allot"))
    #expect(script.output.contains("rejects"))
  }

  @Test(arguments: [
    ["frobnicate"], ["run", "--nonsense"], ["run", "--quiet", "--json"],
    ["run", "--quiet", "--brief"], ["run", "extra"],
    ["run", "--now", "yesterday"], ["run", "--now", "2026-02-30T02:00:00Z"],
    ["run", "--now", "2026-11-23T02:00:00+01:00"],
    ["run", "--now", "99999999999999T99999999999999Z"],
    ["run", "--settle", "-1"], ["run", "--settle", "nan"], ["run", "--settle", "1e300"],
    ["run", "--keep", "0"],
    ["run", "--keep", "99999999999999999999"], ["run", "--defer-days", "-1"], ["run", "--root"],
    ["run", "--root", ""], ["import", "/nowhere/orders.csv"], ["import", ""],
    ["import", "/nowhere/a.csv", "/elsewhere/a.csv"], ["view"], ["view", "show"], ["backup"],
    ["history", "--runs", "0"], ["report", "--again"], ["run", "--chunk-rows", "0"],
  ])
  func `a usage error exits 64 and touches nothing`(arguments: [String]) throws {
    try Root.lend { root in
      let ended = try Program.run(arguments, environment: ["ALLOT_ROOT": root.path])
      // A command group without a command shows its help.
      #expect(ended.code == (arguments == ["view"] ? 0 : 64), "\(ended)")
      #expect(!ended.errors.actsOnATerminal)
      #expect(!root.has("inbox"))
      #expect(!root.has("allot.sqlite"))
    }
  }

  @Test(arguments: [
    ["ALLOT_ROOT": ""], ["ALLOT_INBOX": ""], ["ALLOT_NOW": "noon"], ["ALLOT_NOW": ""],
  ])
  func `an invalid variable exits 64`(environment: [String: String]) throws {
    try Root.lend { root in
      var environment = environment
      if environment["ALLOT_ROOT"] == nil { environment["ALLOT_ROOT"] = root.path }
      let ended = try Program.run(["run"], environment: environment, in: root.path)
      #expect(ended.code == 64, "\(ended)")
      #expect(try root.everything() == [:])
    }
  }

  @Test func `variables set the folders and the time, and options override them`() throws {
    try Root.lend { root in
      let environment = [
        "ALLOT_ROOT": root.path + "/root", "ALLOT_INBOX": root.path + "/drop",
        "ALLOT_ARCHIVE": root.path + "/kept", "ALLOT_REPORTS": root.path + "/told",
        "ALLOT_NOW": "2026-11-23T02:00:00Z",
      ]
      try FileManager.default.createDirectory(
        at: root.folder.appending(path: "drop"),
        withIntermediateDirectories: true
      )
      try "ref,sku,qty,eta\nB1,LAMP,10,\n".write(
        to: root.folder.appending(path: "drop/batches.csv"),
        atomically: true,
        encoding: .utf8
      )
      let ended = try Program.run(["run", "--settle", "0"], environment: environment)
      #expect(ended.code == 0, "\(ended)")
      #expect(root.has("kept/2026-11-23/batches.csv"))
      #expect(root.has("told/\(Root.run(1))/stock.csv"))
      #expect(root.has("root/allot.sqlite"))
      #expect(!root.has("root/inbox"))

      let other = try Program.run(
        [
          "run", "--init", "--root", root.path + "/other", "--inbox", root.path + "/other-drop",
          "--archive", root.path + "/other-kept", "--reports", root.path + "/other-told", "--now",
          "2026-11-24T02:00:00Z", "--settle", "0",
        ],
        environment: environment
      )
      #expect(other.code == 0, "\(other)")
      #expect(root.has("other/allot.sqlite"))
      #expect(root.has("other-told/\(Root.run(2))/stock.csv"))
    }
  }

  @Test func `a relative root is relative to the start folder`() throws {
    try Root.lend { root in
      let named = try Program.run(
        ["run", "--init", "--root", "sub/root"] + Root.at(1),
        in: root.path
      )
      #expect(named.code == 0, "\(named)")
      #expect(root.has("sub/root/reports/\(Root.run(1))"))
      let unnamed = try Program.run(["run"] + Root.at(1), in: root.path)
      #expect(unnamed.code == 0, "\(unnamed)")
      #expect(root.has("var/reports/\(Root.run(1))"))
    }
  }

  @Test func `two runs with the same start have different names`() throws {
    try Root.lend { root in
      let (first, second) = (try root.night(1), try root.night(1))
      #expect(first.code == 0 && second.code == 0)
      #expect(try root.names("reports") == [Root.run(1), Root.run(1) + "-2", "latest"])
    }
  }
}
