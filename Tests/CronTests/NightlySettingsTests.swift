import Glibc
import TestSupport
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
  func `the file's settings are taken, quoted as in a shell`() throws {
    try night.standIn(#"echo "inbox $ALLOT_INBOX"; exit 1"#)
    let log = night.folder.path + "/a log"
    try night.folder.write("# a note\n\nALLOT_LOG='\(log)'\nALLOT_INBOX=/drop\n", to: "conf")
    #expect(try night.run(with: ["ALLOT_CONF": conf]).code == 1)
    #expect(night.folder.text("a log").contains("Z inbox /drop\n"))
  }

  @Test(
    .enabled(if: isRoot, "a settings file has to be root's"),
    arguments: [
      ("ALLOT_ROOTS=/srv\n", 0o644, "this line is no setting: 1:ALLOT_ROOTS=/srv"),
      ("\nALLOT_ROOT = /srv\n", 0o644, "this line is no setting: 2:ALLOT_ROOT = /srv"),
      ("ALLOT_ROOT='/srv\n", 0o644, "its quotes do not match"),
      ("ALLOT_ROOT=/srv\n", 0o646, "nobody else may be able to write it"),
      ("ALLOT_ROOT=/srv\n", 0o664, "nobody else may be able to write it"),
    ]
  )
  func `a doubtful file is refused`(text: String, mode: Int, why: String) throws {
    try night.folder.write(text, to: "conf", mode: mode)
    let ended = try night.run(with: ["ALLOT_CONF": conf])
    #expect(ended.code == 64)
    #expect(ended.output.contains(why))
    #expect(night.log == "")
  }

  @Test func `another user's file is refused`() throws {
    try night.folder.write("ALLOT_ROOT=/srv\n", to: "conf")
    if Self.isRoot { try #require(chown(conf, 65534, 65534) == 0) }
    let ended = try night.run(with: ["ALLOT_CONF": conf])
    #expect(ended.code == 64)
    #expect(ended.output.contains("must be root's"))
  }
}
