import Glibc
import SystemTestSupport
import Testing

/// The dead man's switch: the requests to a monitoring service, sent to a real HTTP server.
@Suite(.enabled(if: Shell.has("curl"), "SKIPPED: curl is not installed: cron/setup --tests"))
struct NightlyPingTests {
  private let night: Nightly

  init() throws {
    night = try Nightly()
    try night.folder.write("", to: "bin/.keep")
    // Like curl, but less patient; it records its entry in the process list.
    try night.folder.writeProgram(
      #"""
      tr '\0' ' ' <"/proc/$$/cmdline" >>"${0%/*}/shown"
      env >>"${0%/*}/shown"
      exec /usr/bin/curl "$@" --max-time 1 --retry-delay 0
      """#,
      to: "bin/curl"
    )
  }

  /// A night with a service that gives this answer, and the requests that it got; `naming` is the
  /// shell script that sets the URL of the service, `$service`.
  private func play(
    _ answer: String,
    with settings: [String: String] = [:],
    naming: String = """
    export ALLOT_PING_URL=$service/secret/
    export ALLOT_PING_HUMAN_URL=$service/human
    """
  ) throws -> (ended: Shell.Ended, pings: String) {
    let ended = try night.run(
      #"""
      nightly=$1 folder=${ALLOT_BIN%/*}
      mkfifo "$folder/port"
      "$SERVER" "$folder" $ANSWER &
      server=$!
      read port <"$folder/port"
      export PATH=$folder/bin:$PATH
      service=http://127.0.0.1:$port
      eval "$NAMING"
      code=0
      timeout 60 "$nightly" || code=$?
      kill $server
      exit $code
      """#,
      with: [
        "SERVER": Project.folder + "/Tests/CronTests/ping-server", "ANSWER": answer,
        "NAMING": naming,
      ].merging(settings) { $1 }
    )
    return (ended, night.folder.text("pings"))
  }

  @Test(arguments: [
    ("exit 0", "/secret\n  word\n  exit 0: done\n/human\n  word\n  exit 0: done\n"),
    ("exit 1", "/secret\n  word\n  exit 1: the night is done"),
    ("exit 64", "/secret/fail\n  word\n  exit 64: allot was started wrongly"),
    ("exit 70", "/secret/fail\n  word\n  exit 70: allot has a fault"),
    ("exit 74", "/secret/fail\n  word\n  exit 74: the disk"),
    ("exit 75", "/secret/log\n  word\n  exit 75: this run did not begin"),
    ("kill -KILL $$", "/secret/fail\n  word\n  exit 137: allot ended as it never should"),
  ])
  func `a service is notified that a night begins, and how it ended`(
    last: String,
    told: String
  ) throws {
    try night.standIn("echo word; \(last)")
    let (_, pings) = try play("200")
    #expect(pings.hasPrefix("/secret/start\n" + told), "\(pings)")
    let paths = pings.split(separator: "\n").filter { $0.hasPrefix("/") }
    switch last {
    case "exit 0": #expect(paths == ["/secret/start", "/secret", "/human"])
    case "exit 1": #expect(paths == ["/secret/start", "/secret", "/human/fail"])
    default: #expect(paths.count == 2)
    }
    #expect(!night.log.contains("could not be sent"))
  }

  @Test func `a missing file reaches the monitoring service for people`() throws {
    try night.standIn("exec '\(Program.path)' \"$@\"")
    try night.folder.write(
      "version = 1\n[[expect]]\nfile = \"orders*.csv\"\n",
      to: "root/allot.toml"
    )
    let (ended, pings) = try play("200", with: ["ALLOT_NOW": "2026-11-23T02:00:00Z"])
    #expect(ended.code == 1)
    let told = """
      allot 23 Nov: no file came, 1 expected file did not come
          orders*.csv was expected, and did not come: it never came; ask the person who drops it for it, drop \
      it, and run it again
      """
    #expect(ended.output.hasPrefix(told.replacing("\n    ", with: "\n  ")), "\(ended)")
    #expect(pings.contains("/human/fail\n  \(told)\n"), "\(pings)")
  }

  @Test(arguments: ["500", "hang"])
  func `a failing service is called three times, and changes nothing`(answer: String) throws {
    let (ended, pings) = try play(answer)
    #expect(ended == .init(code: 0, output: ""))
    #expect(
      pings.split(separator: "\n").filter { $0.hasPrefix("/") }
        == ["/secret/start", "/secret", "/human"].flatMap { [$0, $0, $0] }
    )
    #expect(night.log.contains("Z the ping /start could not be sent: curl: ("))
    #expect(night.log.contains("Z the ping could not be sent: curl: ("))
  }

  @Test func `a service that is down changes nothing`() throws {
    try night.standIn("exit 1")
    let ended = try night.run(
      #"PATH=${ALLOT_BIN%/*}/bin:$PATH exec "$1""#,
      with: ["ALLOT_PING_URL": "http://127.0.0.1:1/secret"]
    )
    #expect(ended.code == 1)
    #expect(ended.output.hasPrefix("allot nightly, exit 1: "))
    #expect(night.log.contains("Z the ping could not be sent: curl: (7)"))
    #expect(!night.log.contains("secret"))
  }

  @Test func `no URL is visible in the process list or an environment`() throws {
    try night.standIn("env; exit 0")
    let (_, pings) = try play("200")
    #expect(pings.contains("/secret"))
    let shown = night.folder.text("bin/shown")
    #expect(shown.contains("--config"))
    #expect(!(shown + night.log).contains("127.0.0.1"), "\(shown)")
  }

  @Test func `a night that cannot begin is reported as failed`() throws {
    let (ended, pings) = try play("200", with: ["ALLOT_ROOT": "/nowhere/allot"])
    #expect(ended.code == 74)
    #expect(
      pings == """
        /secret/fail
          allot nightly: the folder /nowhere/allot is not there: is its disk mounted?

        """
    )
  }

  @Test func `the query of a URL stays after the added path`() throws {
    let (ended, pings) = try play(
      "200",
      naming: """
        export ALLOT_PING_URL="$service/secret/?rid=1&create=1#top"
        export ALLOT_PING_HUMAN_URL="$service?who=human"
        """
    )
    #expect(ended.code == 0)
    #expect(
      pings.split(separator: "\n").filter { $0.hasPrefix("/") }
        == ["/secret/start?rid=1&create=1", "/secret?rid=1&create=1", "/?who=human"]
    )
  }

  @Test(
    .enabled(if: geteuid() == 0, "SKIPPED: a settings file has to be root's"),
    arguments: [
      ("PATH=/srv", "this line is not a setting: 2:PATH=/srv"),
      ("ALLOT_BIN='/srv", "is not a settings file: its quotes do not match"),
      ("ALLOT_BIN=$NOT_KNOWN", "is not a settings file: the shell cannot read it"),
      ("ALLOT_PING_HUMAN_URL=hc-ping.com/1", "ALLOT_PING_HUMAN_URL is not a URL"),
    ]
  )
  func `refused settings are reported to the URL in the file`(line: String, why: String) throws {
    let (ended, pings) = try play(
      "200",
      with: ["LINE": line],
      naming: #"""
        export ALLOT_CONF=$folder/conf ALLOT_PING_URL=$service/another
        printf '%s\n' "ALLOT_PING_URL='$service/secret?a=1'" "$LINE" >"$ALLOT_CONF"
        chmod 600 "$ALLOT_CONF"
        """#
    )
    #expect(ended.code == 64)
    #expect(pings.hasPrefix("/secret/fail?a=1\n  allot nightly: "), "\(pings)")
    #expect(pings.contains(why) && ended.output.contains(why), "\(ended)")
  }

  @Test func `unreadable settings are reported to the URL in the environment`() throws {
    let (ended, pings) = try play("200", with: ["ALLOT_CONF": "/nowhere/allot.conf"])
    #expect(ended.code == 64)
    #expect(
      pings == "/secret/fail\n  allot nightly: /nowhere/allot.conf cannot be read\n",
      "\(pings)"
    )
  }

  @Test(arguments: [
    "hc-ping.com/1", "file:///etc/passwd", "https://a b", "https://a\"b", "http://",
  ])
  func `an invalid URL is refused`(url: String) throws {
    for name in ["ALLOT_PING_URL", "ALLOT_PING_HUMAN_URL"] {
      let ended = try night.run(with: [name: url])
      // It may be a secret, so it is not shown.
      #expect(
        ended
          == .init(
            code: 64,
            output: """
              allot nightly: \(name) is not a URL: it begins with https:// or http://, and has no \
              blanks and quotes

              """
          )
      )
    }
  }

  @Test func `a long answer of allot is shortened and still sent`() throws {
    try night.standIn("yes 0123456789 | head -n 5000; exit 1")
    let (ended, pings) = try play("200")
    #expect(ended.code == 1)
    #expect(pings.contains("/human/fail\n"))
    #expect(pings.utf8.count > 20_000 && pings.utf8.count < 30_000)
  }
}
