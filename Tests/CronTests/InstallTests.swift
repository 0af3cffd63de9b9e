import SystemTestSupport
import Testing

/// cron/install into a folder of its own.
struct InstallTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    try folder.writeProgram(#"exec "\#(Program.path)" "$@""#, to: "allot")
  }

  private func install(_ options: [String] = []) throws -> Shell.Ended {
    try Shell.run(
      #"folder=$1 install=$2; shift 2; "$install" --binary "$folder/allot" "$@""#,
      [folder.path, Project.cron + "/install", "--destdir", folder.path + "/machine"] + options
    )
  }

  private var installedProgram: String { folder.path + "/machine/usr/local/bin/allot" }

  /// Each existing file and folder with its mode.
  private func tree() throws -> String {
    try Shell.run(
      #"mkdir -p "$1/machine"; cd "$1/machine"; find . -mindepth 1 -printf '%m %p\n' | sort -k 2"#,
      [folder.path]
    ).output
  }

  @Test func `everything is installed, and a second installation changes nothing`() throws {
    #expect(try install() == .init(code: 0, output: ""))
    let once = try tree()
    let ours = once.split(separator: "\n").filter { !$0.hasPrefix("755 ") || $0.contains("allot") }
    #expect(
      ours.filter { !$0.contains("/man1/allot.") } == [
        "644 ./etc/allot.conf",
        "644 ./etc/cron.d/allot",
        "644 ./etc/logrotate.d/allot",
        "2750 ./srv/allot",
        "2750 ./srv/allot/archive",
        "2750 ./srv/allot/failed",
        "3770 ./srv/allot/inbox",
        "2700 ./srv/allot/inbox/.processing",
        "2750 ./srv/allot/inbox/results",
        "2750 ./srv/allot/rejects",
        "2750 ./srv/allot/reports",
        "755 ./usr/local/bin/allot",
        "755 ./usr/local/lib/allot",
        "755 ./usr/local/lib/allot/nightly",
        "644 ./usr/local/share/bash-completion/completions/allot",
        "644 ./usr/local/share/fish/vendor_completions.d/allot.fish",
        "644 ./usr/local/share/zsh/site-functions/_allot",
        "2750 ./var/log/allot",
      ]
    )
    #expect(try install() == .init(code: 0, output: ""))
    #expect(try tree() == once)
  }

  @Test(.enabled(if: Shell.has("man"), "man is not installed: cron/setup --tests"))
  func `every command has a manual page and a completion in each shell`() throws {
    #expect(try install() == .init(code: 0, output: ""))
    let share = folder.path + "/machine/usr/local/share"
    for command in ["run", "import", "report", "view", "rejects", "history", "backup", "doctor"] {
      for file in [
        "bash-completion/completions/allot", "fish/vendor_completions.d/allot.fish",
        "zsh/site-functions/_allot", "man/man1/allot.1",
      ] {
        #expect(folder.text("machine/usr/local/share/" + file).contains(command))
      }
      let page = try Shell.run(#"man --warnings -l "$1""#, [share + "/man/man1/allot.\(command).1"])
      #expect(page.code == 0)
      #expect(page.output.contains("ALLOT.\(command.uppercased())(1)"))
      #expect(page.output.contains("allot \(command)"))
    }
  }

  @Test func `the installed program has no symbols and half the size`() throws {
    let program = try Shell.run(
      #"cp "$1" "$2/allot" && stat -c %s "$2/allot""#,
      [Program.path, folder.path]
    )
    #expect(try install().code == 0)
    let installed = try Shell.run(#"stat -c %s "$1"; "$1" --version"#, [installedProgram])
    let sizes = (program.output + installed.output).split(separator: "\n").compactMap { Int($0) }
    // A release that includes all of Swift has 107 MB, and 67 MB without symbols.
    #expect(sizes.count == 2 && sizes[1] < 70_000_000 && sizes[1] * 3 < sizes[0] * 2, "\(sizes)")
    #expect(installed.output.hasSuffix("0.1.0\n"))
  }

  @Test func `help lists every option`() throws {
    let help = try Shell.run(#""$1" --help"#, [Project.cron + "/install"])
    #expect(help.code == 0)
    #expect(help.output.hasPrefix("Makes a Debian machine run allot every night"))
    let options = ["root", "prefix", "binary", "sender", "destdir", "dry-run", "help"]
    #expect(options.allSatisfy { help.output.contains("\n  --\($0) ") })
    #expect(!help.output.contains("#"))
  }

  @Test func `the crontab and the settings name the requested folders`() throws {
    #expect(try install(["--root", "/data/stock", "--prefix", "/opt/allot"]).code == 0)
    let crontab = folder.text("machine/etc/cron.d/allot")
    #expect(crontab.hasSuffix("30 4 * * * allot /opt/allot/lib/allot/nightly\n"))
    let conf = folder.text("machine/etc/allot.conf")
    #expect(conf.contains("\nALLOT_ROOT=/data/stock\n"))
    #expect(conf.contains("\nALLOT_BIN=/opt/allot/bin/allot\n"))
    #expect(try tree().contains("3770 ./data/stock/inbox\n"))
  }

  @Test(arguments: ["etc/cron.d/allot", "etc/allot.conf", "etc/logrotate.d/allot"])
  func `a changed settings file is kept, and the new one is put beside it`(name: String) throws {
    #expect(try install().code == 0)
    let ours = folder.text("machine/" + name)
    try folder.write("# mine\n", to: "machine/" + name)
    let ended = try install()
    #expect(ended.code == 0)
    #expect(ended.output.contains("\(name) was kept as it is"))
    #expect(folder.text("machine/" + name) == "# mine\n")
    #expect(folder.text("machine/\(name).dpkg-dist") == ours)
  }

  @Test func `a dry run changes nothing`() throws {
    let ended = try install(["--dry-run"])
    #expect(ended.code == 0)
    #expect(ended.output.split(separator: "\n").allSatisfy { $0.hasPrefix("would: ") })
    #expect(ended.output.contains("/machine/etc/cron.d/allot"))
    #expect(try tree() == "")
  }

  @Test(arguments: [
    ["--root", "var"], ["--root", "/a b"], ["--root", "/srv/../etc"], ["--root", "/srv/"],
    ["--root"],
    ["--frob"], ["--sender", "A/B"], ["--sender", "-n"], ["--sender", "results"],
  ])
  func `wrong options are refused`(options: [String]) throws {
    #expect(try install(options).code == 64)
    #expect(try tree() == "")
  }

  @Test(.enabled(if: Shell.has("logrotate"), "logrotate is not installed: cron/setup --tests"))
  func `logrotate accepts the configuration and rotates the log`() throws {
    let script = #"""
      cd "$1"
      mkdir logs
      echo line >logs/allot.log
      # The user allot is made by an installation; here the tests' own must do.
      sed -e "s|/var/log/allot|$1/logs|" -e "s|allot adm|$(id -un) $(id -gn)|" "$2" >conf
      chmod 644 conf
      logrotate --debug --state state conf 2>&1 | grep -i error && exit 1
      logrotate --force --state state conf
      cat logs/allot.log-*
      """#
    let ended = try Shell.run(
      script,
      [folder.path, Project.cron + "/allot.logrotate"],
      environment: ["PATH": "/usr/sbin:/usr/bin:/bin"]
    )
    #expect(ended == .init(code: 0, output: "line\n"))
    #expect(folder.text("logs/allot.log") == "")
  }
}
