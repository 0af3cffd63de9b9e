import Foundation
import SystemTestSupport
import Testing

/// The job as installed, under Debian's cron daemon.
@Suite(.enabled(if: NightUnderCron.hindrance == nil, "\(NightUnderCron.hindrance ?? "")"))
struct NightUnderCronTests {
  private let night: NightUnderCron

  init() throws { night = try NightUnderCron() }

  @Test(.timeLimit(.minutes(2)))
  func `a clean night is silent, and its reports exist`() throws {
    try night.play(orders: "1,LAMP,3\n")
    #expect(night["mail"] == "")
    #expect(
      night["root/reports/latest/allocations.csv"] == "orderid,sku,qty,batchref\n1,LAMP,3,B1\n"
    )
    #expect(night["allot.log"].contains("Z started\n"))
    #expect(night["allot.log"].hasSuffix("Z exit 0: done\n"))
    #expect(night["allot.log"].contains(#/Z allot \d+ \w+: 2 taken\n/#))
    #expect(
      night["pings"].wholeMatch(
        of: #//night/start\n/night\n  allot \d+ \w+: 2 taken\n  exit 0: done\n/#
      ) != nil
    )
  }

  @Test(.timeLimit(.minutes(2)))
  func `a night with a rejected row is mailed with what to do`() throws {
    try night.play(orders: "1,LAMP,3\n2,LAMP,ten\n")
    let mail = night["mail"]
    #expect(mail.contains("To: root\n"))
    #expect(mail.contains("Subject: Cron <allot@"))
    #expect(
      mail.contains(
        #/\n\nallot \d+ \w+: 2 taken, 1 refused in 1 file \(qty is not a whole number\)\n/#
      )
    )
    #expect(mail.contains("\n  orders.csv: 1 row rejected: qty is not a whole number\n"))
    #expect(mail.contains("allot nightly, exit 1: the night is done, but something needs you"))
    #expect(night["allot.log"].contains("Z exit 1: the night is done"))
    #expect(night["root/reports/latest/allocations.csv"].hasSuffix("1,LAMP,3,B1\n"))
  }

  @Test(.timeLimit(.minutes(2)))
  func `the job sees only the environment of cron`() throws {
    try night.play(orders: "1,LAMP,3\n")
    let seen = night["job"].split(separator: "\n").map(String.init)
    #expect(
      seen.sorted() == [
        "HOME=/srv/allot", "LOGNAME=allot", "MAILTO=root", "OLDPWD=/srv/allot",
        "PATH=/usr/bin:/bin", "PWD=/", "SHELL=/bin/sh", "arguments: run --brief", "folder: /",
        "input: /dev/null", "priority: 10", "terminal: no", "umask: 0027", "user: allot",
      ]
    )
  }
}

/// One night under the daemon, and its results.
struct NightUnderCron {
  static let script = Project.folder + "/Tests/CronTests/night-under-cron"

  /// Why this is not possible here; nil if it is.
  static let hindrance: String? = {
    let answer = try? Shell.run(#""$1" --possible"#, [NightUnderCron.script])
    guard let answer, answer.code == 0 else {
      return answer.map { $0.output.trimmingCharacters(in: .newlines) } ?? "no shell"
    }
    return nil
  }()

  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  func play(orders: String) throws {
    try folder.write("ref,sku,qty,eta\nB1,LAMP,10,\n", to: "dropped/batches.csv")
    try folder.write("orderid,sku,qty\n" + orders, to: "dropped/orders.csv")
    let ended = try Shell.run(
      #""$1" "$2" "$3/dropped" "$3/evidence""#,
      [NightUnderCron.script, Program.path, folder.path]
    )
    try #require(ended == Shell.Ended(code: 0, output: ""))
  }

  subscript(name: String) -> String { folder.text("evidence/" + name) }
}
