import Foundation
import Glibc
import SystemTestSupport
import Testing

/// The root's `allot.toml`, which replaces options and variables that were not given.
struct ConfigurationFileTests {
  @Test func `an option overrides the environment, which overrides the configuration`() throws {
    try Root.lend { root in
      try root.configure("version = 1\n[run]\nkeep = 1\nsettle = 0\n")
      func run(_ day: Int, _ more: [String] = [], _ environment: [String: String] = [:]) throws {
        let ended = try Program.run(
          ["run", "--root", root.path, "--now", "2026-11-\(22 + day)T02:00:00Z"] + more,
          environment: environment
        )
        #expect(ended.code == 0, "\(ended)")
      }
      for day in 1...3 { try run(day) }
      #expect(try root.names("reports") == [Root.run(3), "latest"])
      try run(4, [], ["ALLOT_KEEP": "2"])
      #expect(try root.names("reports") == [Root.run(3), Root.run(4), "latest"])
      for day in 5...6 { try run(day, ["--keep", "3"], ["ALLOT_KEEP": "1"]) }
      #expect(try root.names("reports").count == 4)
    }
  }

  @Test func `reports have the configured delimiter and byte-order mark`() throws {
    try Root.lendWithOneNight { root in
      try root.configure("version = 1\n[report]\ndelimiter = ';'\nbom = true\nraw-cells = true\n")
      #expect(try root.night(2).code == 0)
      #expect(
        try root.text("reports/latest/stock.csv")
          == "\u{FEFF}ref;sku;eta;purchased;allocated;available\nB1;LAMP;;10;4;6\n"
      )
      #expect(try root.night(3, "--no-bom", "--delimiter", "tab").code == 0)
      #expect(
        try root.text("reports/latest/stock.csv")
          == "ref\tsku\teta\tpurchased\tallocated\tavailable\nB1\tLAMP\t\t10\t4\t6\n"
      )
    }
  }

  @Test(arguments: ["run", "import", "report", "check"])
  func `a fault exits 64 with its line and changes nothing`(command: String) throws {
    try Root.lend { root in
      try root.configure("version = 1\n[run]\nkepe = 1\n")
      let before = try root.everything()
      let ended = try root.allot(command)
      #expect(ended.code == 64)
      #expect(
        ended.errors.contains("allot.toml:3: [run] has no key 'kepe': did you mean 'keep'?"),
        "\(ended)"
      )
      #expect(try root.everything() == before)
    }
  }

  @Test func `an option or variable names another file, an empty one none`() throws {
    try Root.lend { root in
      try root.configure("no configuration")
      let other = root.path + "/other.toml"
      try "version = 1\n".write(toFile: other, atomically: true, encoding: .utf8)
      #expect(try root.allot("check").code == 64)
      #expect(try root.allot("check", "--config", other).code == 0)
      #expect(try root.allot("check", environment: ["ALLOT_CONFIG": other]).code == 0)
      #expect(try root.allot("check", environment: ["ALLOT_CONFIG": ""]).code == 0)
      let nowhere = try root.allot("check", "--config", root.path + "/nowhere.toml")
      #expect(nowhere.code == 64 && nowhere.errors.contains("it is not there"), "\(nowhere)")
    }
  }

  @Test func `a configuration that everybody may write is refused`() throws {
    try Root.lend { root in
      try root.configure("version = 1\n")
      chmod(root.path + "/allot.toml", 0o666)
      let ended = try root.allot("run")
      #expect(ended.code == 64 && ended.errors.contains("every user may write"), "\(ended)")
    }
  }

  @Test func `the doctor reports a fault of the configuration`() throws {
    try Root.lendWithOneNight { root in
      try root.configure("version = 1\n")
      #expect(try root.allot("doctor").output.contains("ok     configuration: "))
      try root.configure("version = 2\n")
      let ended = try root.allot("doctor")
      #expect(ended.code == 1)
      #expect(ended.output.contains("allot.toml:1: this version of allot reads version = 1"))
    }
  }
}

extension Root {
  /// Writes the root's configuration.
  func configure(_ text: String) throws {
    try text.write(
      to: folder.appending(path: "allot.toml"),
      atomically: true,
      encoding: .utf8
    )
  }
}
