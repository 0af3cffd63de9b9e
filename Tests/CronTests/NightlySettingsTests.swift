import Glibc
import SystemTestSupport
import Testing

struct NightlySettingsTests {
  private static let isRoot = geteuid() == 0

  private let night: Nightly

  init() throws { night = try Nightly() }

  private var conf: String { night.folder.path + "/conf" }

  @Test(arguments: [
    ("ALLOT_ROOT", "/nowhere/allot", 74, "is its disk mounted?"),
    ("ALLOT_ROOT", "var", 64, "write the whole path"),
    ("ALLOT_BIN", "/nowhere/allot", 64, "run cron/install"),
    ("ALLOT_CONF", "/nowhere/allot.conf", 64, "cannot be read"),
  ])
  func `a wrong setting is refused`(name: String, value: String, code: Int, why: String) throws {
    let ended = try night.run(with: [name: value])
    #expect(ended.code == Int32(code))
    #expect(ended.output.contains(why))
  }

  @Test(.enabled(if: isRoot, "a settings file has to be root's"))
  func `the file's settings are used, quoted as in a shell`() throws {
    try night.standIn(#"echo "inbox $ALLOT_INBOX"; exit 1"#)
    let log = night.folder.path + "/a log"
    try night.folder.write("# a note\n\nALLOT_LOG='\(log)'\nALLOT_INBOX=/drop\n", to: "conf")
    #expect(try night.run(with: ["ALLOT_CONF": conf]).code == 1)
    #expect(night.folder.text("a log").contains("Z inbox /drop\n"))
  }

  @Test(
    .enabled(if: isRoot, "a settings file has to be root's"),
    arguments: [
      ("PATH=/srv\n", 0o644, "this line is not a setting: 1:PATH=/srv"),
      ("\nALLOT_ROOT = /srv\n", 0o644, "this line is not a setting: 2:ALLOT_ROOT = /srv"),
      ("ALLOT_ROOT='/srv\n", 0o644, "its quotes do not match"),
      ("ALLOT_ROOT=/srv\n", 0o646, "only root may write it"),
      ("ALLOT_ROOT=/srv\n", 0o664, "only root may write it"),
    ]
  )
  func `an untrusted or invalid file is refused`(text: String, mode: Int, why: String) throws {
    try night.folder.write(text, to: "conf", mode: mode)
    let ended = try night.run(with: ["ALLOT_CONF": conf])
    #expect(ended.code == 64)
    #expect(ended.output.contains(why))
    #expect(night.log == "")
  }

  @Test(
    .enabled(if: isRoot, "a settings file has to be root's"),
    arguments: ["ALLOT_ROOTS=/srv\n", "ALLOT_NOW=2026-11-23T02:00:00Z\n"]
  )
  func `an unknown name is refused by allot`(text: String) throws {
    try night.folder.write(text, to: "conf")
    let ended = try night.run(with: ["ALLOT_CONF": conf, "ALLOT_BIN": Program.path])
    #expect(ended.code == 64)
    #expect(ended.output.contains("conf:1: this line is not a setting: \(text)".dropLast()))
    #expect(ended.output.contains("allot was started wrongly, and nothing was imported"))
  }

  /// The settings that the installed settings file offers: each line is one once its `#` is
  /// removed.
  private func offered() throws -> [String] {
    try String(contentsOfFile: Project.cron + "/allot.conf", encoding: .utf8)
      .split(separator: "\n")
      .map { $0.hasPrefix("#ALLOT_") ? $0.dropFirst() : $0 }
      .filter { $0.hasPrefix("ALLOT_") }
      .map(String.init)
  }

  @Test(.enabled(if: isRoot, "a settings file has to be root's"))
  func `every offered setting is accepted by the job and known to allot`() throws {
    let settings = try offered().filter { !$0.hasPrefix("ALLOT_PING_") }
    let text = settings.joined(separator: "\n").replacing("/srv/allot", with: night.root)
      .replacing("/usr/local/bin/allot", with: Program.path)
      .replacing("/var/log/allot", with: night.root)
      .replacing("/var/lib/prometheus/node-exporter", with: night.root)
      .replacing("/etc/allot.toml", with: night.root + "/allot.toml")
    try night.folder.write("version = 1\n", to: "root/allot.toml")
    try night.folder.write(text + "\n", to: "conf")
    #expect(try night.run(with: ["ALLOT_CONF": conf]) == .init(code: 0, output: ""))
    #expect(night.folder.text("root/allot.log").hasSuffix("Z exit 0: done\n"))
  }

  @Test(.enabled(if: isRoot, "a settings file has to be root's"))
  func `all settings that allot knows are offered`() throws {
    try night.folder.write("NONE=1\n", to: "conf")
    let refusal = try Program.run(["history"], environment: ["ALLOT_CONF": conf]).errors
    let known = refusal.split { $0 == " " || $0 == "\n" }.filter { $0.hasPrefix("ALLOT_") }
    let names = try offered().map { String($0.prefix { $0 != "=" }) }
    #expect(Set(known.map(String.init)) == Set(names))
  }

  @Test func `another user's file is refused`() throws {
    try night.folder.write("ALLOT_ROOT=/srv\n", to: "conf")
    if Self.isRoot { try #require(chown(conf, 65534, 65534) == 0) }
    let ended = try night.run(with: ["ALLOT_CONF": conf])
    #expect(ended.code == 64)
    #expect(ended.output.contains("must belong to root"))
  }
}
