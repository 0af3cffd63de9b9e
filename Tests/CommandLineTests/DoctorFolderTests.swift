import FileSystem
import Foundation
import Glibc
import SystemPackage
import SystemTestSupport
import Testing

/// The problems that `allot doctor` finds with folders, permissions and disks.
struct DoctorFolderTests {
  @Test func `a missing folder is a finding after the first run`() throws {
    try Root.lendWithOneNight { root in
      try FileManager.default.removeItem(at: root.folder.appending(path: "archive"))
      let found = try root.diagnose()
      #expect(found.code == 1)
      #expect(
        found.trouble == [
          "fault  folders: ROOT/archive is gone; is its disk mounted? the next run creates it again"
        ]
      )
    }
  }

  @Test func `a file in place of a folder, and a link for claimed files, cannot be used`() throws {
    try Root.lendWithOneNight { root in
      let files = FileManager.default
      let claimed = root.folder.appending(path: "inbox/.processing")
      try files.removeItem(at: claimed)
      try files.createSymbolicLink(atPath: claimed.path, withDestinationPath: "../failed")
      try files.removeItem(at: root.folder.appending(path: "rejects"))
      try "".write(
        to: root.folder.appending(path: "rejects"),
        atomically: false,
        encoding: .utf8
      )
      let found = try root.diagnose()
      #expect(found.code == 74)
      #expect(
        found.trouble.prefix(2) == [
          "fault  folders: ROOT/inbox/.processing is a link: files that were claimed would go "
            + "where it points; move it away: the next run makes the folder",
          "fault  folders: ROOT/rejects is not a folder; move it away: the next run makes the "
            + "folder",
        ]
      )
    }
  }

  @Test func `a link in place of the results folder is a fault`() throws {
    try Root.lendWithOneNight { root in
      try FileManager.default.createSymbolicLink(
        atPath: root.path + "/inbox/results",
        withDestinationPath: "../failed"
      )
      let found = try root.diagnose()
      #expect(found.code == 1)
      #expect(
        found.trouble.prefix(1) == [
          "fault  folders: ROOT/inbox/results is not the run's own folder, or others may write to "
            + "it: no notes about dropped files are written there; move it away: the next run "
            + "makes it"
        ]
      )
    }
  }

  @Test func `an inbox in which anyone may remove others' files is a fault`() throws {
    try Root.lendWithOneNight { root in
      let inbox = root.folder.appending(path: "inbox").path
      chmod(inbox, 0o777)
      let found = try root.diagnose()
      #expect(found.code == 1)
      #expect(
        found.trouble == [
          "fault  folders: any user may remove or replace what is in ROOT/inbox; `chmod o-w` it, "
            + "or `chmod +t` it so that users can remove only their own files"
        ]
      )
      chmod(inbox, 0o1777)
      #expect(try root.diagnose().trouble == [])
    }
  }

  /// As root, but without the capability to ignore permissions.
  private static let bound = """
    if [ "$(id -u)" = 0 ]; then
      exec setpriv --bounding-set -dac_override,-dac_read_search "$@"
    fi
    exec "$@"
    """

  @Test func `paths that this user may not use are named, with the user`() throws {
    try Root.lendWithOneNight { root in
      chmod(root.folder.appending(path: "reports").path, 0o555)
      chmod(root.folder.appending(path: "allot.sqlite").path, 0o400)
      let found = try root.diagnose(through: Self.bound)
      #expect(found.code == 74)
      #expect(
        found.trouble == [
          "fault  folders: user \(geteuid()) cannot read and write 'ROOT/reports': Permission "
            + "denied, nor ROOT/allot.sqlite; check the owner and the mode of the file and its "
            + "folders"
        ]
      )
    }
  }

  @Test func `a database with two names is a fault`() throws {
    try Root.lendWithOneNight { root in
      let database = root.folder.appending(path: "allot.sqlite")
      try FileManager.default.linkItem(at: database, to: root.folder.appending(path: "copy"))
      let found = try root.diagnose()
      #expect(found.code == 1)
      #expect(
        found.trouble == [
          "fault  folders: ROOT/allot.sqlite has 2 names: a program that opens it by another one does "
            + "not see its log; remove the other names (`find -samefile`); copies are made by "
            + "`allot backup`"
        ]
      )
    }
  }

  static let mayMount = (try? Shell.run("unshare -m true").code) == 0

  @Test(.enabled(if: mayMount, "SKIPPED: a mount of one's own is not permitted"))
  func `a read-only root is checked too`() throws {
    try Root.lendWithOneNight { root in
      let found = try root.diagnose(
        through: """
          exec unshare -m /bin/sh -c '
            root=$1; shift
            mount --bind "$root" "$root" && mount -o remount,ro,bind "$root" && exec "$@"' \
          sh '\(root.path)' "$@"
          """
      )
      #expect(found.code == 74)
      let more = [
        "/inbox", "/inbox/.processing", "/archive", "/failed", "/rejects", "/reports",
        "/allot.sqlite", "/allot.lock",
      ].map { "ROOT\($0)" }.joined(separator: ", ")
      #expect(
        found.trouble == [
          "fault  folders: user \(geteuid()) cannot read and write 'ROOT': Read-only file system, "
            + "nor \(more); the file system is read-only: see the system log, then remount it"
        ]
      )
      #expect(found.lines.contains("ok     view: agrees with the write model"))
    }
  }

  @Test(.enabled(if: mayMount, "SKIPPED: a mount of one's own is not permitted"))
  func `another file system and a full one are reported`() throws {
    try Root.lendWithOneNight { root in
      let found = try root.diagnose(
        through: """
          exec unshare -m /bin/sh -c '
            root=$1; shift
            mount -t tmpfs -o size=16m,mode=750 allot "$root/archive" && exec "$@"' \
          sh '\(root.path)' "$@"
          """
      )
      #expect(found.code == 74)
      #expect(
        found.trouble == [
          "note   disk: ROOT/archive is on another file system than the inbox: files are copied "
            + "there and compared before the first goes",
          "fault  disk: only 16 MB are free for ROOT/archive, 64 MB are needed; make room",
        ]
      )
    }
  }

  @Test func `the holder of the lock is shown, and a stale lock file is fine`() throws {
    try Root.lendWithOneNight { root in
      let lock = try RunLock(at: FilePath(root.path + "/allot.lock"), since: "03:00\u{1B}[2J")
      let found = try root.diagnose()
      #expect(found.code == 0)
      #expect(
        found.trouble == [
          #"note   lock: a run is at work (pid \#(getpid()), since 03:00\x1B[2J)"#
        ]
      )
      lock.release()
      #expect(try root.diagnose().lines.contains("ok     lock: free"))
    }
  }

  @Test func `a file named like a day and a folder named latest are reported`() throws {
    try Root.lend { root in
      let files = FileManager.default
      try files.createDirectory(
        at: root.folder.appending(path: "reports/latest"),
        withIntermediateDirectories: true
      )
      #expect(try root.allot("import", "--settle", "0").code == 0)
      try "".write(
        to: root.folder.appending(path: "archive/2026-11-23"),
        atomically: true,
        encoding: .utf8
      )
      let found = try root.diagnose()
      #expect(found.code == 74)
      #expect(
        found.trouble == [
          "fault  folders: ROOT/archive/2026-11-23 is not a folder: no file of that day can be "
            + "archived; move it away: a run makes the folder",
          "fault  reports: ROOT/reports/latest is not a link; move it away: the next run makes the "
            + "link",
        ]
      )
    }
  }

  @Test(.enabled(if: geteuid() == 0, "SKIPPED: only root can become another user"))
  func `an unreadable root is one fault`() throws {
    try Root.lendWithOneNight { root in
      chmod(root.path, 0o700)
      let ended = try Running([
        "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", Program.path, "doctor",
        "--root", root.path,
      ]).wait()
      #expect(ended.code == 74)
      #expect(ended.output.split(separator: "\n").count == 1, "\(ended)")
      #expect(ended.output.contains("user 65534 cannot read and write '\(root.path)'"))
    }
  }
}
