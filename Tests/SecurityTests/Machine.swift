import Foundation
import Glibc
import SystemTestSupport
import Testing

/// An installation with users, on a machine of its own that the script `machine` creates.
final class Machine: Sendable {
  static let script = Project.folder + "/Tests/SecurityTests/machine"

  /// Why this is not possible here; nil if it is.
  static let hindrance: String? = {
    let answer = try? Shell.run(#""$1" --possible"#, [script])
    guard let answer, answer.code == 0 else {
      return answer.map { $0.output.trimmingCharacters(in: .newlines) } ?? "no shell"
    }
    return nil
  }()

  /// The process that keeps the machine alive.
  private let keeper: pid_t

  init() throws {
    let made = try Shell.run(#""$1" "$2""#, [Self.script, Program.path])
    let last = made.output.split(separator: "\n").last.flatMap { pid_t($0) }
    keeper = try #require(made.code == 0 ? last : nil, "\(made)")
  }

  deinit { kill(keeper, SIGKILL) }

  /// Runs a shell script there as root; `as USER COMMAND…` is another user, `drop USER NAME` puts
  /// its input into the inbox, `night DAY` is the nightly run, and `attack USER PYTHON` runs from
  /// its call of `ready()` until the script ends.
  @discardableResult
  func run(_ script: String, _ arguments: [String] = []) throws -> Shell.Ended {
    try Shell.run(
      #"keeper=$1; shift; exec nsenter --mount="/proc/$keeper/ns/mnt" timeout 300 sh -c "$@""#,
      ["\(keeper)", Self.prelude + script, "sh"] + arguments
    )
  }

  private static let prelude = #"""
    PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    root=/srv/allot install="\#(Project.cron)/install --binary \#(Program.path)"
    unset TMPDIR
    cd /
    umask 022
    as() (
      user=$1
      shift
      exec setpriv --reuid "$user" --regid "$user" --init-groups "$@"
    )
    drop() { as "$1" sh -c 'umask 027; cat >"/srv/allot/inbox/$1"' sh "$2"; }
    night() {
      day=$1
      shift
      as allot allot run --quiet --root $root --settle 0 --now "2026-11-${day}T02:00:00Z" "$@"
    }
    attack() {
      mkfifo -m 666 /run/ready
      setsid setpriv --reuid "$1" --regid "$1" --init-groups python3 -c "
    import ctypes, fcntl, os, struct, sys, time
    def ready():
      open('/run/ready', 'w').write('ready')
      time.sleep(300)
    $2" &
      trap "kill -KILL -$!" EXIT
      read -r _ </run/ready
    }
    batches() { printf 'ref,sku,qty,eta\nB1,LAMP,10,\n'; }
    orders() { printf 'orderid,sku,qty\nO-1,LAMP,4\n'; }
    allocated() { cat $root/reports/latest/allocations.csv; }

    """#
}

extension Trait where Self == ConditionTrait {
  /// Reports clearly if these tests cannot run.
  static var onAMachineOfItsOwn: Self {
    .enabled(if: Machine.hindrance == nil, "no attack is tried: \(Machine.hindrance ?? "")")
  }
}
