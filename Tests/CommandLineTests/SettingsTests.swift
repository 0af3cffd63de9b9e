import Foundation
import Glibc
import SystemTestSupport
import Testing

@testable import allot

/// The settings file, which replaces options that were not given.
struct SettingsTests {
  @Test func `a line is a name and a value, quoted as in a shell`() throws {
    let file = try SettingsFile(
      """
      # a remark

        ALLOT_ROOT=/srv/allot   # where it all lies\r
      ALLOT_INBOX='/srv/my drop'
      ALLOT_REPORTS="/srv/a"'b'/c
      """,
      from: "conf"
    )
    #expect(
      file.values == [
        "ALLOT_ROOT": "/srv/allot", "ALLOT_INBOX": "/srv/my drop", "ALLOT_REPORTS": "/srv/ab/c",
      ]
    )
  }

  @Test(arguments: [
    ("\nALLOT_ROOTS=/srv", "conf:2: this line is not a setting: ALLOT_ROOTS=/srv"),
    ("ALLOT_ROOT = /srv", "conf:1: this line is not a setting"),
    ("ALLOT_NOW=2026-11-23T02:00:00Z", "conf:1: this line is not a setting"),
    ("ALLOT_ROOT=$HOME/x", "conf:1: write the value in single quotes"),
    ("ALLOT_ROOT='/srv", "conf:1: write the value in single quotes"),
    ("ALLOT_ROOT=/srv; rm -rf /", "conf:1: write the value in single quotes"),
    ("ALLOT_ROOT=/srv /srv", "conf:1: write the value in single quotes"),
  ])
  func `a line that is not a setting is named`(text: String, fault: String) throws {
    let error = #expect(throws: Misconfiguration.self) { try SettingsFile(text, from: "conf") }
    #expect(error?.description.hasPrefix(fault) == true, "\(String(describing: error))")
  }

  private static let isRoot = geteuid() == 0

  @Test(.enabled(if: isRoot, "SKIPPED: a settings file has to be root's"))
  func `an option overrides the environment, which overrides the file`() throws {
    try Root.lend { root in
      let conf = root.path + "/conf"
      try "ALLOT_ROOT=\(root.path)/filed\nALLOT_KEEP=1\nALLOT_SETTLE=0\n".write(
        toFile: conf,
        atomically: true,
        encoding: .utf8
      )
      chmod(conf, 0o644)
      func run(_ day: Int, _ more: [String], _ environment: [String: String] = [:]) throws {
        let ended = try Program.run(
          ["run", "--now", "2026-11-\(22 + day)T02:00:00Z", "--init"] + more,
          environment: environment.merging(["ALLOT_CONF": conf]) { $1 }
        )
        #expect(ended.code == 0, "\(ended)")
      }
      for day in 1...3 { try run(day, []) }
      #expect(try root.names("filed/reports") == [Root.run(3), "latest"])
      try run(4, [], ["ALLOT_KEEP": "2"])
      #expect(try root.names("filed/reports") == [Root.run(3), Root.run(4), "latest"])
      for day in 5...6 { try run(day, ["--keep", "3"], ["ALLOT_KEEP": "1"]) }
      #expect(try root.names("filed/reports").count == 4)
      try run(7, [], ["ALLOT_ROOT": root.path + "/environment"])
      #expect(root.has("environment/allot.sqlite"))
      try run(8, ["--root", root.path + "/option"], ["ALLOT_ROOT": root.path + "/environment"])
      #expect(root.has("option/allot.sqlite"))
      #expect(try Program.run(["history"], environment: ["ALLOT_CONF": conf]).code == 0)
    }
  }

  @Test(.enabled(if: isRoot, "SKIPPED: a settings file has to be root's"))
  func `a settings file that others may write or that is missing exits 64`() throws {
    try Root.lend { root in
      let conf = root.path + "/conf"
      try "ALLOT_KEEP=1\n".write(toFile: conf, atomically: true, encoding: .utf8)
      for (path, mode, owner) in [
        (conf, mode_t(0o666), uid_t(0)), (conf, 0o664, 0), (conf, 0o644, 65534),
        (root.path + "/nowhere", 0o644, 0),
      ] {
        chmod(conf, mode)
        chown(conf, owner, 0)
        let ended = try root.allot("history", environment: ["ALLOT_CONF": path])
        #expect(ended.code == 64, "\(ended)")
      }
    }
  }

  @Test(arguments: [
    ("ALLOT_KEEP", "0"), ("ALLOT_KEEP", "many"), ("ALLOT_DEFER_DAYS", "-1"),
    ("ALLOT_SETTLE", "nan"), ("ALLOT_RAW_CELLS", "yes"),
  ])
  func `a setting outside its bounds exits 64 and creates nothing`(name: String, value: String)
    throws
  {
    try Root.lend { root in
      let ended = try root.allot("run", environment: [name: value])
      #expect(ended.code == 64)
      #expect(ended.errors.contains("\(name) is '\(value)'"), "\(ended)")
      #expect(try root.everything() == [:])
    }
  }
}
