import SystemTestSupport
import Testing

struct NightlyTests {
  private let night: Nightly

  init() throws { night = try Nightly() }

  @Test func `a night without problems prints nothing, and is in the log`() throws {
    try night.standIn("echo chatter; exit 0")
    #expect(try night.run() == .init(code: 0, output: ""))
    #expect(night.log.contains("Z chatter\n"))
    #expect(night.log.hasSuffix("Z exit 0: done\n"))
  }

  @Test(arguments: [
    (1, "something needs you"), (64, "started wrongly"), (70, "has a fault"),
    (74, "cannot be used"), (75, "nothing is lost"), (9, "as it never should"),
  ])
  func `a problem is printed once with what to do, and the exit code is passed on`(
    code: Int,
    advice: String
  ) throws {
    try night.standIn("echo 'allot: oh' >&2; exit \(code)")
    let ended = try night.run()
    #expect(ended.code == Int32(code))
    let lines = ended.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.first == "allot: oh")
    #expect(lines.dropFirst().first?.hasPrefix("allot nightly, exit \(code): ") == true)
    #expect(lines.last == "The log is \(night.root)/log/allot.log.")
    #expect(ended.output.contains(advice))
    #expect(night.log.contains("Z allot: oh\n"))
    #expect(night.log.contains("Z exit \(code): "))
  }

  @Test func `a killed allot is reported`() throws {
    try night.standIn("kill -KILL $$")
    let ended = try night.run()
    #expect(ended.code == 137)
    #expect(ended.output.contains("allot nightly, exit 137: "))
  }

  @Test func `allot runs quietly, in the top folder, with low priority`() throws {
    try night.standIn(#"echo "$* in $(pwd), nice $(nice), root $ALLOT_ROOT""#)
    #expect(try night.run().code == 0)
    let own = Int(try Shell.run("nice").output.dropLast()) ?? 0
    #expect(
      night.log.contains("Z run --brief in /, nice \(min(own + 10, 19)), root \(night.root)\n")
    )
  }

  @Test(arguments: [
    "umask 000", "umask 077", "exec <&-", "exec <&- >&- 2>&-",
    #"mkdir "$ALLOT_ROOT/gone"; cd "$ALLOT_ROOT/gone"; rmdir "$ALLOT_ROOT/gone""#,
  ])
  func `it works with any environment`(environment: String) throws {
    try night.standIn("echo word; exit 1")
    #expect(try night.run("\(environment); exec \"$1\"").code == 1)
    #expect(night.log.contains("Z word\n"))
    let mode = try Shell.run(#"stat -c %a "$1/log/allot.log""#, [night.root])
    #expect(mode.output == "640\n")
  }

  @Test func `an unwritable log is reported and hides nothing`() throws {
    try night.standIn("echo word; exit 74")
    let ended = try night.run(with: ["ALLOT_LOG": "/proc/none/allot.log"])
    #expect(ended.code == 74)
    #expect(ended.output.hasPrefix("word\n"))
    #expect(ended.output.hasSuffix("the log /proc/none/allot.log cannot be written.\n"))
  }

  @Test(arguments: ["TERM", "HUP", "INT"])
  func `a signal is passed on to allot once, and the job waits for its end`(signal: String) throws {
    // A signal to the whole process group of the job also reaches allot only once.
    for target in ["$nightly", "-$nightly"] {
      let night = try Nightly()
      try night.standIn(
        #"""
        trap 'echo stopped; exit 75' TERM
        cd "$ALLOT_ROOT"
        echo >ready
        while :; do read word <go; done
        """#
      )
      let ended = try night.run(
        #"""
        cd "$ALLOT_ROOT"
        mkfifo ready go
        # In a group of its own, which heeds SIGINT as one that cron starts does.
        python3 -c 'import os, signal, sys; os.setpgid(0, 0); signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])' "$1" &
        nightly=$!
        read _ <ready
        kill -s \#(signal) -- \#(target)
        wait "$nightly"
        """#
      )
      #expect(ended.code == 75, "\(target)")
      #expect(ended.output.contains("stopped\nallot nightly, exit 75: "))
      #expect(night.log.contains("Z exit 75: "))
    }
  }

  @Test func `a log that is not a file is reported, and nothing waits for it`() throws {
    try night.standIn("echo word; exit 1")
    let log = night.folder.path + "/pipe"
    let ended = try night.run(
      #"mkfifo "$ALLOT_LOG"; exec timeout 20 "$1""#,
      with: ["ALLOT_LOG": log]
    )
    #expect(ended.code == 1)
    #expect(ended.output.hasPrefix("word\n"))
    #expect(ended.output.hasSuffix("the log \(log) cannot be written.\n"))
    #expect(try night.run(with: ["ALLOT_LOG": "/dev/null"]).output.hasPrefix("word\n"))
  }
}

/// With allot itself.
struct NightlyRunTests {
  private let night: Nightly
  private let allot = ["ALLOT_BIN": Program.path]

  init() throws { night = try Nightly() }

  @Test func `one night leads from the inbox to the reports`() throws {
    try night.folder.write("ref,sku,qty,eta\nB1,LAMP,10,\n", to: "root/inbox/batches.csv")
    #expect(try night.run(with: allot) == .init(code: 0, output: ""))
    #expect(
      night.folder.text("root/reports/latest/stock.csv")
        == "ref,sku,eta,purchased,allocated,available\nB1,LAMP,,10,0,10\n"
    )
  }

  @Test func `another active run is reported once`() throws {
    let ended = try night.run(#"exec flock "$ALLOT_ROOT/allot.lock" "$1""#, with: allot)
    #expect(ended.code == 75)
    #expect(ended.output.split(separator: "\n").count == 3)
    #expect(ended.output.hasPrefix("allot: another run"))
  }
}
